"""Addresses of the plan, under the room of the lead."""

from django.urls import path

from equity_lens_web.plan.views import (
    activities,
    dilemmas,
    measures,
    missions,
    more,
    needs,
    priorities,
    programmes,
    theories,
    visions,
)

app_name = "plan"
ROOM = "leadership/plan"

urlpatterns = [
    path(f"{ROOM}/activities/", activities.activities, name="activities"),
    path(f"{ROOM}/activities/starters/", activities.activity_starters, name="activity-starters"),
    path(f"{ROOM}/activities/new/", activities.activity_new, name="activity-new"),
    path(f"{ROOM}/activities/<int:pk>/", activities.activity, name="activity"),
    path(f"{ROOM}/activities/<int:pk>/change/", activities.activity_change, name="activity-change"),
    path(f"{ROOM}/activities/<int:pk>/log/", activities.activity_log, name="activity-log"),
    path(
        f"{ROOM}/empty-quadrants/<str:quadrant>/", activities.empty_quadrant, name="empty-quadrant"
    ),
    path(f"{ROOM}/measures/", measures.measures, name="measures"),
    path(f"{ROOM}/measures/starters/", measures.measure_starters, name="measure-starters"),
    path(f"{ROOM}/measures/new/", measures.measure_new, name="measure-new"),
    path(f"{ROOM}/measures/<int:pk>/", measures.measure, name="measure"),
    path(f"{ROOM}/measures/<int:pk>/change/", measures.measure_change, name="measure-change"),
    path(f"{ROOM}/measures/<int:pk>/choose/", measures.measure_choose, name="measure-choose"),
    path(f"{ROOM}/measures/<int:pk>/review/", measures.measure_review, name="measure-review"),
    path(f"{ROOM}/measures/<int:pk>/end/", measures.measure_end, name="measure-end"),
    path(f"{ROOM}/priorities/", priorities.priorities, name="priorities"),
    path(f"{ROOM}/candidates/", priorities.candidates, name="candidates"),
    path(f"{ROOM}/candidates/new/", priorities.candidate_new, name="candidate-new"),
    path(f"{ROOM}/candidates/<int:pk>/", priorities.candidate, name="candidate"),
    path(f"{ROOM}/rounds/<int:pk>/", priorities.round_of_choosing, name="round"),
    path(f"{ROOM}/rounds/<int:pk>/weights/", priorities.round_weights, name="round-weights"),
    path(f"{ROOM}/rounds/<int:pk>/choose/", priorities.choose, name="round-choose"),
    path(f"{ROOM}/programmes/", programmes.programmes, name="programmes"),
    path(f"{ROOM}/programmes/new/", programmes.programme_new, name="programme-new"),
    path(f"{ROOM}/programmes/<int:pk>/", programmes.programme, name="programme"),
    path(
        f"{ROOM}/programmes/<int:pk>/change/", programmes.programme_change, name="programme-change"
    ),
    path(
        f"{ROOM}/programmes/<int:pk>/additions/", programmes.scope_addition, name="programme-scope"
    ),
    path(f"{ROOM}/programmes/<int:pk>/end/", programmes.programme_end, name="programme-end"),
    path(f"{ROOM}/theories/", theories.theories, name="theories"),
    path(f"{ROOM}/theories/new/", theories.theory_new, name="theory-new"),
    path(f"{ROOM}/theories/<int:pk>/", theories.theory, name="theory"),
    path(f"{ROOM}/theories/<int:pk>/change/", theories.theory_change, name="theory-change"),
    path(f"{ROOM}/theories/<int:pk>/arrows/", theories.arrow_new, name="theory-arrow"),
    path(f"{ROOM}/arrows/<int:pk>/withdraw/", theories.arrow_withdraw, name="arrow-withdraw"),
    path(f"{ROOM}/dilemmas/", dilemmas.dilemmas, name="dilemmas"),
    path(f"{ROOM}/dilemmas/new/", dilemmas.dilemma_new, name="dilemma-new"),
    path(f"{ROOM}/dilemmas/<int:pk>/", dilemmas.dilemma, name="dilemma"),
    path(f"{ROOM}/dilemmas/<int:pk>/change/", dilemmas.dilemma_change, name="dilemma-change"),
    path(f"{ROOM}/dilemmas/<int:pk>/options/", dilemmas.option_new, name="dilemma-option"),
    path(f"{ROOM}/dilemmas/<int:pk>/decide/", dilemmas.decide, name="dilemma-decide"),
    path(f"{ROOM}/options/<int:pk>/", dilemmas.option_change, name="option"),
    path(f"{ROOM}/visions/", visions.vision, name="vision"),
    path(f"{ROOM}/visions/new/", visions.vision_change, name="vision-new"),
    path(f"{ROOM}/ambitions/new/", visions.ambition_new, name="ambition-new"),
    path(f"{ROOM}/ambitions/<int:pk>/change/", visions.ambition_change, name="ambition-change"),
    path(f"{ROOM}/ambitions/<int:pk>/end/", visions.ambition_end, name="ambition-end"),
    path(f"{ROOM}/needs-profiles/", needs.needs_profiles, name="needs-profiles"),
    path(f"{ROOM}/priorities/<int:pk>/", needs.needs, name="needs"),
    path(f"{ROOM}/priorities/<int:pk>/causes/", needs.cause_new, name="needs-cause"),
    path(f"{ROOM}/causes/<int:pk>/evidence/", needs.evidence_new, name="cause-evidence"),
    path(f"{ROOM}/joint-missions/", missions.missions, name="missions"),
    path(f"{ROOM}/joint-missions/new/", missions.mission_new, name="mission-new"),
    path(f"{ROOM}/joint-missions/<int:pk>/", missions.mission, name="mission"),
    path(f"{ROOM}/joint-missions/<int:pk>/parts/", missions.part_new, name="mission-part"),
    path(f"{ROOM}/parts/<int:pk>/end/", missions.part_end, name="part-end"),
    path(f"{ROOM}/more/", more.more, name="more"),
    path(f"{ROOM}/hand-overs/<str:kind>/<int:pk>/", more.hand_over, name="hand-over"),
]
