from django.urls import path

from people import views

urlpatterns = [
    path("language/", views.set_language, name="set_language"),
    path("my/account/", views.my_account, name="my_account"),
]
