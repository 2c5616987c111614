"""What people do about people: each asks permission, acts, and leaves a trace."""

from equity_lens_web.accounts.services.invitations import Invited, invite, withdraw_invitation
from equity_lens_web.accounts.services.joining import accept
from equity_lens_web.accounts.services.memberships import change_role, end_membership
from equity_lens_web.accounts.services.organisations import change_settings
from equity_lens_web.accounts.services.people import sign_out_everywhere
from equity_lens_web.accounts.services.recovery import let_in_again

__all__ = [
    "Invited",
    "accept",
    "change_role",
    "change_settings",
    "end_membership",
    "invite",
    "let_in_again",
    "sign_out_everywhere",
    "withdraw_invitation",
]
