from django.urls import URLPattern, URLResolver, path

from reports.views import bundles, check, history, organizer, paragraphs, public, resting, rule, structure, style

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("chatham-house-rule/", rule.chatham_house_rule, name="chatham_house_rule"),
    path("consultations/<slug:slug>/report/", public.published, name="public"),
    path("consultations/<slug:slug>/report/corrections/", public.corrected, name="corrections"),
    path("consultations/<slug:slug>/report/version/<int:number>/", public.published, name="public_version"),
    path(
        "consultations/<slug:slug>/report/version/<int:number>/<slug:form>/", public.download, name="download_version"
    ),
    path("consultations/<slug:slug>/report/<slug:form>/", public.download, name="download"),
    path("manage/<slug:slug>/report/", organizer.report, name="report"),
    path("manage/<slug:slug>/report/check/", check.check, name="check"),
    path("manage/<slug:slug>/report/check/<uuid:story>/<uuid:statement>/", check.pair, name="pair"),
    path("manage/<slug:slug>/report/style/", style.style, name="style"),
    path("manage/<slug:slug>/report/paragraph/<uuid:pk>/style/", style.use, name="style_use"),
    path("manage/<slug:slug>/report/compose/", organizer.compose, name="compose"),
    path("manage/<slug:slug>/report/step/<slug:step>/", organizer.step, name="step"),
    path("manage/<slug:slug>/report/file/<slug:form>/", organizer.file, name="file"),
    path("manage/<slug:slug>/report/paragraph/<uuid:pk>/", paragraphs.evidence, name="evidence"),
    path("manage/<slug:slug>/report/paragraph/<uuid:pk>/edit/", paragraphs.edit, name="edit"),
    path("manage/<slug:slug>/report/paragraph/<uuid:pk>/move/", structure.move, name="move"),
    path("manage/<slug:slug>/report/paragraph/<uuid:pk>/merge/", structure.merge, name="merge"),
    path("manage/<slug:slug>/report/paragraph/<uuid:pk>/split/", structure.split, name="split"),
    path("manage/<slug:slug>/report/paragraph/<uuid:pk>/take-out/", structure.remove, name="remove"),
    path("manage/<slug:slug>/report/paragraph/<uuid:pk>/notes/", resting.notes, name="rest"),
    path("manage/<slug:slug>/report/section/<int:pk>/note/", resting.section_note, name="section_note"),
    path("manage/<slug:slug>/report/section/<int:pk>/", structure.section, name="section"),
    path("manage/<slug:slug>/report/section/<int:pk>/move/", structure.section_move, name="section_move"),
    path("manage/<slug:slug>/report/section/<int:pk>/new/", structure.insert, name="insert"),
    path("manage/<slug:slug>/report/footnote/<int:pk>/", paragraphs.footnote, name="footnote"),
    path("manage/<slug:slug>/report/changes/", history.history, name="history"),
    path("manage/<slug:slug>/report/changes/<int:number>/undo/", history.undo, name="undo"),
    path("manage/<slug:slug>/report/changes/<int:number>/back/<uuid:pk>/", history.restore, name="restore"),
    path("desk/from-a-file/", bundles.load, name="bundle_load"),
    path("manage/<slug:slug>/bundle/", bundles.download, name="bundle"),
]
