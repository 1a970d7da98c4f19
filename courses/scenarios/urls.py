from django.urls import path

from courses.scenarios import views

urlpatterns = [
    path("scenarios/<int:pk>/start/", views.start, name="scenario_start"),
    path("scenario-plays/<int:pk>/choose/", views.choose, name="scenario_choose"),
]
