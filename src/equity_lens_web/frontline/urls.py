"""Addresses of frontline."""

from django.urls import path

from equity_lens_web.frontline.views import (
    advocates,
    boxes,
    cards,
    conversations,
    front_line,
    ideas,
    open_door,
    phone,
    recognition,
    sharing,
)

app_name = "frontline"
urlpatterns = [
    path("improvement/huddle-cards/", cards.cards, name="cards"),
    path("improvement/huddle-cards/new/", cards.make, name="card-make"),
    path("improvement/huddle-cards/<int:pk>/", cards.card, name="card"),
    path("improvement/huddle-cards/<int:pk>/link/", cards.link, name="card-link"),
    path("improvement/huddle-cards/<int:pk>/print/", cards.printed, name="card-print"),
    path("improvement/huddle-cards/links/<int:pk>/", cards.revoke, name="card-link-revoke"),
    path(
        "improvement/projects/<int:pk>/huddle-card/", cards.make_of_project, name="card-of-project"
    ),
    path("improvement/projects/<int:pk>/front-line/", front_line.front_line, name="front-line"),
    path("improvement/conversations/", conversations.conversations, name="conversations"),
    path("improvement/ideas/", ideas.ideas, name="ideas"),
    path("improvement/ideas/links/", boxes.boxes, name="boxes"),
    path("improvement/ideas/links/openness/", boxes.openness, name="openness"),
    path("improvement/ideas/links/<int:pk>/renew/", boxes.renew, name="box-renew"),
    path("improvement/ideas/links/<int:pk>/close/", boxes.close, name="box-close"),
    path("improvement/ideas/<int:pk>/", ideas.idea, name="idea"),
    path("improvement/ideas/<int:pk>/answer/", ideas.answer, name="answer"),
    path("improvement/advocates/", advocates.advocates, name="advocates"),
    path("improvement/advocates/new/", advocates.record, name="advocate-record"),
    path("improvement/advocates/<int:pk>/", advocates.advocate, name="advocate"),
    path("improvement/advocates/<int:pk>/erase/", advocates.erase, name="advocate-erase"),
    path("improvement/recognition/", recognition.recognition, name="recognition"),
    path("improvement/recognition/<int:pk>/", recognition.thank, name="thank"),
    # Members who share ideas, some of whom read nothing else of improvement.
    path("ideas/", sharing.my_ideas, name="my-ideas"),
    path("ideas/new/", sharing.share, name="share"),
    path("ideas/advocate/", advocates.oneself, name="oneself"),
    path("ideas/advocate/withdraw/", advocates.withdraw, name="withdraw"),
    # Without sign-in.
    path("cards/<str:token>/", phone.phone, name="phone"),
    path("idea-boxes/<str:token>/", open_door.box, name="box"),
    path("idea-answers/", open_door.answer_by_code, name="answer-by-code"),
]
