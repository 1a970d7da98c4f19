from django.urls import include, path, register_converter

from courses import views
from courses.addresses import PagePath

register_converter(PagePath, "page_path")

urlpatterns = [
    path("courses/<page_path:path>", views.serve, name="wagtail_serve"),
    path("courses-start/<int:pk>/", views.start_course, name="course_start"),
    path("steps/<int:pk>/complete/", views.complete_step, name="step_complete"),
    path("", include("courses.scenarios.urls")),
    path("", include("courses.acknowledgements.urls")),
    path("my/certificates/<str:number>/", views.certificate, name="certificate"),
    path("verify/", views.verify, name="verify"),
    path("verify/<str:code>/", views.verify_code, name="verify_code"),
]
