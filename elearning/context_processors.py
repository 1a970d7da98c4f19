"""What every page knows: the product's name and place, and where help is."""

from django.conf import settings


def product(request):
    return {
        "product_name": settings.PRODUCT_NAME,
        "product_place": settings.PRODUCT_PLACE,
        "support_phone": settings.SUPPORT_PHONE,
        "support_email": settings.SUPPORT_EMAIL,
        "agency_sign_in": bool(settings.OIDC_SERVER_URL),
    }
