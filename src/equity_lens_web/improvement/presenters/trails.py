"""The way back from a page of one project."""

from django.urls import reverse

from equity_lens_web.improvement.models import Project


def trail_of(project: Project | None = None) -> list[dict[str, str]]:
    """Projects, and then the project that the page belongs to."""
    trail = [{"text": "Projects", "href": reverse("improvement:projects")}]
    if project is not None:
        href = reverse("improvement:project", args=[project.pk])
        trail.append({"text": project.title, "href": href})
    return trail
