"""Records of huddle cards, ideas, advocates and recognition."""

from equity_lens_web.frontline.models.advocates import Advocate, Support
from equity_lens_web.frontline.models.cards import Card, CardLink
from equity_lens_web.frontline.models.ideas import Answer, Idea, IdeaBox, Openness
from equity_lens_web.frontline.models.recognition import CreditedPartner, Recognition

__all__ = [
    "Advocate",
    "Answer",
    "Card",
    "CardLink",
    "CreditedPartner",
    "Idea",
    "IdeaBox",
    "Openness",
    "Recognition",
    "Support",
]
