"""Records of guidance."""

from equity_lens_web.guidance.models.proposals import Proposal, Vote
from equity_lens_web.guidance.models.versions import Adoption, GuideVersion

__all__ = ["Adoption", "GuideVersion", "Proposal", "Vote"]
