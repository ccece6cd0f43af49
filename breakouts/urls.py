from django.urls import path

from breakouts.views import capture, notes, organizer, places, plan, rapporteur, rules

app_name = "breakouts"
urlpatterns = [
    path("manage/<slug:slug>/groups/", organizer.groups, name="groups"),
    path("manage/<slug:slug>/groups/round/<int:number>/", organizer.groups, name="groups_round"),
    path("manage/<slug:slug>/groups/round/<int:number>/rooms/", organizer.rooms, name="rooms_sheet"),
    path("manage/<slug:slug>/groups/round/<int:number>/<slug:form>.<slug:kind>", organizer.export, name="export_rooms"),
    path("manage/<slug:slug>/groups/run/", organizer.run, name="run"),
    path("manage/<slug:slug>/groups/publish/", organizer.publish, name="publish"),
    path("manage/<slug:slug>/groups/place/<int:pk>/", places.placement, name="placement"),
    path("manage/<slug:slug>/groups/place/<int:pk>/move/", places.move, name="move"),
    path("manage/<slug:slug>/groups/place/<int:pk>/exchange/", places.exchange, name="exchange"),
    path("manage/<slug:slug>/groups/place/<int:pk>/lock/", places.lock, name="lock"),
    path("manage/<slug:slug>/groups/late/<int:pk>/", places.late_arrival, name="late_arrival"),
    path("manage/<slug:slug>/groups/find/", places.find, name="find"),
    path("manage/<slug:slug>/groups/steps/", plan.history, name="plan_history"),
    path("manage/<slug:slug>/groups/steps/undo/", plan.undo, name="undo"),
    path("manage/<slug:slug>/groups/steps/<int:number>/", plan.restore, name="plan_restore"),
    path("manage/<slug:slug>/groups/rules/", rules.rules, name="rules"),
    path("manage/<slug:slug>/groups/rules/add/<slug:kind>/", rules.rule, name="rule_add"),
    path("manage/<slug:slug>/groups/rules/<int:pk>/", rules.rule, name="rule_change"),
    path("manage/<slug:slug>/groups/rules/<int:pk>/remove/", rules.rule_remove, name="rule_remove"),
    path("manage/<slug:slug>/groups/repair/", rules.repair, name="repair"),
    path("manage/<slug:slug>/groups/compare/", plan.compare, name="plan_compare"),
    path("manage/<slug:slug>/notes/", notes.notes, name="notes"),
    path("manage/<slug:slug>/notes/status/<str:status>/", notes.notes, name="notes_by_status"),
    path("manage/<slug:slug>/notes/accept/", notes.accept, name="accept_notes"),
    path("manage/<slug:slug>/notes/screen/", notes.screen, name="screen"),
    path("manage/<slug:slug>/notes/finding/<uuid:pk>/", notes.decide, name="decide_finding"),
    path("manage/<slug:slug>/notes/<uuid:pk>/aside/", notes.aside, name="set_aside"),
    path("notes/<slug:slug>/", rapporteur.rooms, name="rooms"),
    path("notes/<slug:slug>/room/<int:pk>/", rapporteur.room, name="room"),
    path("notes/<slug:slug>/room/<int:pk>/sync/", capture.sync, name="capture"),
    path("notes/<slug:slug>/room/<int:pk>/<uuid:note>/", rapporteur.room, name="change_note"),
]
