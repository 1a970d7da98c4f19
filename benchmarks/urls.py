from django.contrib.auth.decorators import login_not_required
from django.urls import path
from wagtail.views import serve

from elearning.urls import urlpatterns as product

urlpatterns = [path("bare/<path:path>", login_not_required(serve)), *product]
