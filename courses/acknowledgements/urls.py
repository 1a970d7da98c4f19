from django.urls import path

from courses.acknowledgements import views

urlpatterns = [path("acknowledgements/<int:pk>/confirm/", views.confirm, name="acknowledgement_confirm")]
