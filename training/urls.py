from django.urls import path

from training import views

urlpatterns = [
    path("my/", views.my_training, name="my_training"),
    path("my/assignments/<int:pk>/", views.assignment_reason, name="assignment_reason"),
    path("my/record/", views.learning_record, name="learning_record"),
    path("team/", views.my_team, name="team"),
]
