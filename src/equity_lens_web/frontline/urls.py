"""Addresses of frontline."""

from django.urls import path

from equity_lens_web.frontline.views import boxes, ideas, open_door, sharing

app_name = "frontline"
urlpatterns = [
    path("improvement/ideas/", ideas.ideas, name="ideas"),
    path("improvement/ideas/links/", boxes.boxes, name="boxes"),
    path("improvement/ideas/links/openness/", boxes.openness, name="openness"),
    path("improvement/ideas/links/<int:pk>/renew/", boxes.renew, name="box-renew"),
    path("improvement/ideas/links/<int:pk>/close/", boxes.close, name="box-close"),
    path("improvement/ideas/<int:pk>/", ideas.idea, name="idea"),
    path("improvement/ideas/<int:pk>/answer/", ideas.answer, name="answer"),
    # Members who share ideas, some of whom read nothing else of improvement.
    path("ideas/", sharing.my_ideas, name="my-ideas"),
    path("ideas/new/", sharing.share, name="share"),
    # Without sign-in.
    path("idea-boxes/<str:token>/", open_door.box, name="box"),
    path("idea-answers/", open_door.answer_by_code, name="answer-by-code"),
]
