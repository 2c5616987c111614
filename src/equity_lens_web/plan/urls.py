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
CHOICE, MORE = f"{ROOM}/priorities", f"{ROOM}/foundations"

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
    path(f"{ROOM}/measures/drafts/", measures.measure_drafts, name="measure-drafts"),
    path(f"{ROOM}/measures/new/", measures.measure_new, name="measure-new"),
    path(f"{ROOM}/measures/<int:pk>/", measures.measure, name="measure"),
    path(f"{ROOM}/measures/<int:pk>/change/", measures.measure_change, name="measure-change"),
    path(f"{ROOM}/measures/<int:pk>/choose/", measures.measure_choose, name="measure-choose"),
    path(f"{ROOM}/measures/<int:pk>/review/", measures.measure_review, name="measure-review"),
    path(f"{ROOM}/measures/<int:pk>/end/", measures.measure_end, name="measure-end"),
    path(f"{ROOM}/priorities/", priorities.priorities, name="priorities"),
    path(f"{CHOICE}/candidates/", priorities.candidates, name="candidates"),
    path(f"{CHOICE}/candidates/new/", priorities.candidate_new, name="candidate-new"),
    path(f"{CHOICE}/candidates/<int:pk>/", priorities.candidate, name="candidate"),
    path(f"{CHOICE}/rounds/<int:pk>/", priorities.round_of_choosing, name="round"),
    path(f"{CHOICE}/rounds/<int:pk>/weights/", priorities.round_weights, name="round-weights"),
    path(f"{CHOICE}/rounds/<int:pk>/judge/", priorities.judge, name="round-judge"),
    path(f"{CHOICE}/rounds/<int:pk>/choose/", priorities.choose, name="round-choose"),
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
    path(f"{MORE}/theories/", theories.theories, name="theories"),
    path(f"{MORE}/theories/new/", theories.theory_new, name="theory-new"),
    path(f"{MORE}/theories/<int:pk>/", theories.theory, name="theory"),
    path(f"{MORE}/theories/<int:pk>/change/", theories.theory_change, name="theory-change"),
    path(f"{MORE}/theories/<int:pk>/arrows/", theories.arrow_new, name="theory-arrow"),
    path(f"{MORE}/arrows/<int:pk>/withdraw/", theories.arrow_withdraw, name="arrow-withdraw"),
    path(f"{MORE}/dilemmas/", dilemmas.dilemmas, name="dilemmas"),
    path(f"{MORE}/dilemmas/new/", dilemmas.dilemma_new, name="dilemma-new"),
    path(f"{MORE}/dilemmas/<int:pk>/", dilemmas.dilemma, name="dilemma"),
    path(f"{MORE}/dilemmas/<int:pk>/change/", dilemmas.dilemma_change, name="dilemma-change"),
    path(f"{MORE}/dilemmas/<int:pk>/options/", dilemmas.option_new, name="dilemma-option"),
    path(f"{MORE}/dilemmas/<int:pk>/decide/", dilemmas.decide, name="dilemma-decide"),
    path(f"{MORE}/options/<int:pk>/", dilemmas.option_change, name="option"),
    path(f"{MORE}/visions/", visions.vision, name="vision"),
    path(f"{MORE}/visions/new/", visions.vision_change, name="vision-new"),
    path(f"{MORE}/ambitions/new/", visions.ambition_new, name="ambition-new"),
    path(f"{MORE}/ambitions/<int:pk>/change/", visions.ambition_change, name="ambition-change"),
    path(f"{MORE}/ambitions/<int:pk>/end/", visions.ambition_end, name="ambition-end"),
    path(f"{MORE}/needs-profiles/", needs.needs_profiles, name="needs-profiles"),
    path(f"{ROOM}/priorities/<int:pk>/", needs.needs, name="needs"),
    path(f"{ROOM}/priorities/<int:pk>/causes/", needs.cause_new, name="needs-cause"),
    path(f"{MORE}/causes/<int:pk>/evidence/", needs.evidence_new, name="cause-evidence"),
    path(f"{MORE}/joint-missions/", missions.missions, name="missions"),
    path(f"{MORE}/joint-missions/new/", missions.mission_new, name="mission-new"),
    path(f"{MORE}/joint-missions/<int:pk>/", missions.mission, name="mission"),
    path(f"{MORE}/joint-missions/<int:pk>/parts/", missions.part_new, name="mission-part"),
    path(f"{MORE}/parts/<int:pk>/end/", missions.part_end, name="part-end"),
    path(f"{MORE}/", more.more, name="more"),
    path(f"{MORE}/hand-overs/<str:kind>/<int:pk>/", more.hand_over, name="hand-over"),
]
