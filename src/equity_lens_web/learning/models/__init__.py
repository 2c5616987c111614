"""Records of the learning room."""

from equity_lens_web.learning.models.cases import CaseStudy, CaseUse, CaseVersion

__all__ = ["CaseStudy", "CaseUse", "CaseVersion"]
