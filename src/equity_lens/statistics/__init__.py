"""Pure functions: arrays in, estimates out."""

from equity_lens.statistics.change_in_gap import change_in_gap
from equity_lens.statistics.change_in_gap_boundary import boundary_of_looks
from equity_lens.statistics.change_in_gap_over_time import Interruption, interrupted_time_series
from equity_lens.statistics.change_in_gap_verdict import (
    GapVerdicts,
    gap_verdicts,
    smallest_change_to_show,
)
from equity_lens.statistics.comparisons import benjamini_hochberg
from equity_lens.statistics.decomposition import (
    Decomposition,
    kitagawa_decomposition,
    oaxaca_blinder_decomposition,
)
from equity_lens.statistics.differences import (
    difference_p_value,
    part_whole_difference,
    proportion_difference,
)
from equity_lens.statistics.estimate import Estimate
from equity_lens.statistics.funnel_positions import (
    effective_population,
    proportion_position,
    ratio_position,
    standardised_rate_position,
)
from equity_lens.statistics.funnels import (
    chi_squared_ratio_funnel,
    exact_proportion_funnel,
    proportion_funnel,
    rate_funnel,
    ratio_funnel,
)
from equity_lens.statistics.indirect_standardisation import (
    AgainstExpected,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
)
from equity_lens.statistics.inequality import (
    Inequality,
    absolute_concentration_index,
    between_group_standard_deviation,
    between_group_variance,
    coefficient_of_variation,
    index_of_disparity,
    mean_difference_from_best,
    mean_difference_from_mean,
    mean_difference_from_reference,
    mean_log_deviation,
    population_attributable_fraction,
    population_attributable_risk,
    relative_concentration_index,
    simple_difference,
    simple_ratio,
    simulated_interval,
    theil_index,
    weighted_index_of_disparity,
    weighted_mean_difference_from_best,
    weighted_mean_difference_from_mean,
    weighted_mean_difference_from_reference,
    who_relative_index,
    who_slope_index,
)
from equity_lens.statistics.life_tables import LifeExpectancy, life_expectancy
from equity_lens.statistics.means import mean, mean_from_sums
from equity_lens.statistics.missing import (
    Bounds,
    missing_identity_bounds,
    part_whole_missing_bounds,
    plausible_missing_bounds,
    worst_case_missing_bounds,
)
from equity_lens.statistics.overdispersed_funnels import (
    overdispersed_count_ratio_funnel,
    overdispersed_proportion_funnel,
    overdispersed_ratio_funnel,
)
from equity_lens.statistics.percentiles import histogram_percentile, percentile_difference
from equity_lens.statistics.process_control import (
    ControlChart,
    MovingRanges,
    Rebase,
    g_chart,
    gap_chart,
    moving_ranges,
    p_chart,
    u_chart,
    xmr,
)
from equity_lens.statistics.proportions import (
    agresti_coull_proportion,
    clopper_pearson_proportion,
    count_share,
    proportion,
)
from equity_lens.statistics.quantiles import area_quantiles
from equity_lens.statistics.rates import poisson_limits, rate
from equity_lens.statistics.ratios import part_whole_ratio, proportion_ratio, rate_ratio
from equity_lens.statistics.representation import (
    expected_share,
    people_below_expected,
    representation_bounds,
    representation_ratio,
)
from equity_lens.statistics.shrinkage import Shrunken, shrunken_proportion, shrunken_rate
from equity_lens.statistics.simulated_slope import simulated_indices, simulation_reliability
from equity_lens.statistics.slope import relative_index_of_inequality, slope_index_of_inequality
from equity_lens.statistics.slope_of_values import (
    gradient_ends,
    relative_index_of_values,
    slope_index_of_values,
    standard_error_from_limits,
)
from equity_lens.statistics.standardisation import (
    StandardisedRate,
    directly_standardised_rate,
    repeat_event_standardised_rate,
    standardised_rate_difference,
    standardised_rate_ratio,
)
from equity_lens.statistics.unit_scores import (
    Overdispersion,
    Scores,
    count_ratio_scores,
    log_ratio_scores,
    overdispersion,
    proportion_scores,
    square_root_ratio_scores,
)

__all__ = [
    "AgainstExpected",
    "Bounds",
    "ControlChart",
    "Decomposition",
    "Estimate",
    "GapVerdicts",
    "Inequality",
    "Interruption",
    "LifeExpectancy",
    "MovingRanges",
    "Overdispersion",
    "Rebase",
    "Scores",
    "Shrunken",
    "StandardisedRate",
    "absolute_concentration_index",
    "agresti_coull_proportion",
    "area_quantiles",
    "benjamini_hochberg",
    "between_group_standard_deviation",
    "between_group_variance",
    "boundary_of_looks",
    "change_in_gap",
    "chi_squared_ratio_funnel",
    "clopper_pearson_proportion",
    "coefficient_of_variation",
    "count_ratio_scores",
    "count_share",
    "difference_p_value",
    "directly_standardised_rate",
    "effective_population",
    "exact_proportion_funnel",
    "expected_share",
    "g_chart",
    "gap_chart",
    "gap_verdicts",
    "gradient_ends",
    "histogram_percentile",
    "index_of_disparity",
    "indirectly_standardised_rate",
    "indirectly_standardised_ratio",
    "interrupted_time_series",
    "kitagawa_decomposition",
    "life_expectancy",
    "log_ratio_scores",
    "mean",
    "mean_difference_from_best",
    "mean_difference_from_mean",
    "mean_difference_from_reference",
    "mean_from_sums",
    "mean_log_deviation",
    "missing_identity_bounds",
    "moving_ranges",
    "oaxaca_blinder_decomposition",
    "overdispersed_count_ratio_funnel",
    "overdispersed_proportion_funnel",
    "overdispersed_ratio_funnel",
    "overdispersion",
    "p_chart",
    "part_whole_difference",
    "part_whole_missing_bounds",
    "part_whole_ratio",
    "people_below_expected",
    "percentile_difference",
    "plausible_missing_bounds",
    "poisson_limits",
    "population_attributable_fraction",
    "population_attributable_risk",
    "proportion",
    "proportion_difference",
    "proportion_funnel",
    "proportion_position",
    "proportion_ratio",
    "proportion_scores",
    "rate",
    "rate_funnel",
    "rate_ratio",
    "ratio_funnel",
    "ratio_position",
    "relative_concentration_index",
    "relative_index_of_inequality",
    "relative_index_of_values",
    "repeat_event_standardised_rate",
    "representation_bounds",
    "representation_ratio",
    "shrunken_proportion",
    "shrunken_rate",
    "simple_difference",
    "simple_ratio",
    "simulated_indices",
    "simulated_interval",
    "simulation_reliability",
    "slope_index_of_inequality",
    "slope_index_of_values",
    "smallest_change_to_show",
    "square_root_ratio_scores",
    "standard_error_from_limits",
    "standardised_rate_difference",
    "standardised_rate_position",
    "standardised_rate_ratio",
    "theil_index",
    "u_chart",
    "weighted_index_of_disparity",
    "weighted_mean_difference_from_best",
    "weighted_mean_difference_from_mean",
    "weighted_mean_difference_from_reference",
    "who_relative_index",
    "who_slope_index",
    "worst_case_missing_bounds",
    "xmr",
]
