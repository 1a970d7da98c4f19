from django.urls import path

from quizzes import views

urlpatterns = [
    path("quizzes/<int:pk>/start/", views.start_quiz, name="quiz_start"),
    path("attempts/<int:pk>/", views.attempt_page, name="quiz_attempt"),
    path("attempts/<int:pk>/save/", views.save_answers, name="quiz_save"),
    path("attempts/<int:pk>/submit/", views.submit_answers, name="quiz_submit"),
    path("attempts/<int:pk>/review/", views.review_page, name="quiz_review"),
]
