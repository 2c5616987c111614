"""Addresses of decisions, and of help asked."""

from django.urls import path

from equity_lens_web.actions.views import help, listing, making, one

app_name = "actions"
urlpatterns = [
    path("decisions/", listing.decisions, name="decisions"),
    path("decisions/new/", making.new, name="new"),
    path("decisions/<int:pk>/", one.decision, name="decision"),
    path("decisions/<int:pk>/done/", one.finish, name="finish"),
    path("decisions/<int:pk>/stop/", one.stop, name="stop"),
    path("decisions/<int:pk>/owner/", one.hand_over, name="hand-over"),
    path("decisions/<int:pk>/day/", one.postpone, name="postpone"),
    path("decisions/<int:pk>/conclusions/", one.conclude, name="conclude"),
    path("decisions/<int:pk>/blocks/", one.block, name="block"),
    path("decisions/<int:pk>/unblock/", one.unblock, name="unblock"),
    path("decisions/<int:pk>/replies/", one.reply, name="reply"),
    path("help-asked/", help.help_asked, name="help-asked"),
    path("help-asked/<int:pk>/", help.answer_help, name="answer-help"),
]
