"""WHO's summary measures of health inequality, from groups."""

from equity_lens.statistics.inequality.attributable import (
    population_attributable_fraction,
    population_attributable_risk,
)
from equity_lens.statistics.inequality.concentration import (
    absolute_concentration_index,
    relative_concentration_index,
)
from equity_lens.statistics.inequality.disparity import (
    index_of_disparity,
    weighted_index_of_disparity,
)
from equity_lens.statistics.inequality.entropy import mean_log_deviation, theil_index
from equity_lens.statistics.inequality.groups import Inequality
from equity_lens.statistics.inequality.mean_difference import (
    mean_difference_from_best,
    mean_difference_from_mean,
    mean_difference_from_reference,
    weighted_mean_difference_from_best,
    weighted_mean_difference_from_mean,
    weighted_mean_difference_from_reference,
)
from equity_lens.statistics.inequality.simple import simple_difference, simple_ratio
from equity_lens.statistics.inequality.simulation import simulated_interval
from equity_lens.statistics.inequality.variance import (
    between_group_standard_deviation,
    between_group_variance,
    coefficient_of_variation,
)
from equity_lens.statistics.inequality.who_slope import who_relative_index, who_slope_index

__all__ = [
    "Inequality",
    "absolute_concentration_index",
    "between_group_standard_deviation",
    "between_group_variance",
    "coefficient_of_variation",
    "index_of_disparity",
    "mean_difference_from_best",
    "mean_difference_from_mean",
    "mean_difference_from_reference",
    "mean_log_deviation",
    "population_attributable_fraction",
    "population_attributable_risk",
    "relative_concentration_index",
    "simple_difference",
    "simple_ratio",
    "simulated_interval",
    "theil_index",
    "weighted_index_of_disparity",
    "weighted_mean_difference_from_best",
    "weighted_mean_difference_from_mean",
    "weighted_mean_difference_from_reference",
    "who_relative_index",
    "who_slope_index",
]
