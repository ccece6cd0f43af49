"""Settings, from the environment (docs/operating.md lists every variable)."""

from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from accounts.languages import spoken
from config import env

BASE_DIR = Path(__file__).resolve().parent.parent

# What this installation is
DEBUG = env.flag("OPENFLOOR_DEBUG")
DEMO = env.flag("OPENFLOOR_DEMO")
PLAIN_HTTP = env.flag("OPENFLOOR_PLAIN_HTTP", default=DEBUG)
SITE_URL = env.text("OPENFLOOR_URL", "http://127.0.0.1:8000").rstrip("/")
VAR_DIR = env.folder("OPENFLOOR_VAR", BASE_DIR / "var")
SECRET_KEY = env.text("OPENFLOOR_SECRET_KEY", "only-for-trying-out-" + "x" * 40 if DEBUG else None)
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("OPENFLOOR_SECRET_KEY is shorter than 50 characters. Make one with `make secret`.")
ALLOWED_HOSTS = env.words("OPENFLOOR_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = env.words("OPENFLOOR_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "config",
    "reports",
    "breakouts",
    "registrations",
    "consultations",
    "accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rules",
    "csp",
    "django_filters",
    "django_tables2",
    "django.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.PermissionsPolicyMiddleware",
    "config.middleware.PrivatePagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DJANGO_TABLES2_TEMPLATE = "components/table.html"

# Data
DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR}/openfloor.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = VAR_DIR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# Background work: Celery with Redis where there is one; else tasks run in this process after the commit.
REDIS_URL = env.redis("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_TASK_EAGER_PROPAGATES = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# What `celery -A config beat` starts by the clock; without Celery cron does it (docs/operating.md).
CELERY_BEAT_SCHEDULE = {
    "deliver what waits": {
        "task": "consultations.tasks.deliver_waiting_messages",
        "schedule": crontab(),
        "options": {"expires": 60},
    },
    "go on with long work that stands still": {
        "task": "accounts.tasks.take_up_jobs",
        "schedule": crontab(),
        "options": {"expires": 60},
    },
    "purge what is over": {"task": "reports.tasks.purge_what_is_over", "schedule": crontab(hour=3, minute=20)},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

STAGES_KEPT_FOR = 30  # seconds; the map of stages on each page of the team counts anew at the latest then

MAILING_HOLD_MINUTES = 10  # how long a mailing can be taken back
MAIL_PER_MINUTE = env.number("OPENFLOOR_MAIL_PER_MINUTE", 0)  # letters of mailings; 0 is without limit
MAIL_STUCK_SECONDS = env.number("OPENFLOOR_MAIL_STUCK_SECONDS", 600)  # far longer than a mail server may take

# Mail: without a server every message is kept in the database and can be read under "Kept mail".
_email = env.email("EMAIL_URL")
EMAIL_BACKEND = _email.get("EMAIL_BACKEND", "accounts.kept_mail.KeptMailBackend")
EMAIL_HOST = _email.get("EMAIL_HOST", "localhost")
EMAIL_PORT = _email.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = _email.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
# A mail provider in place of a server: it takes letters through its own service and tells what became of them.
MAIL_PROVIDER = env.mail_provider("OPENFLOOR_MAIL_PROVIDER")
MAIL_EVENTS_SECRET = env.text("OPENFLOOR_MAIL_EVENTS_SECRET", "")  # name:password with which it tells us
ANYMAIL = {**env.named_values("OPENFLOOR_MAIL_PROVIDER_KEYS"), "WEBHOOK_SECRET": MAIL_EVENTS_SECRET}
if MAIL_PROVIDER:
    if _email:
        raise ImproperlyConfigured("EMAIL_URL and OPENFLOOR_MAIL_PROVIDER are both set. Set the one that sends.")
    EMAIL_BACKEND = f"anymail.backends.{MAIL_PROVIDER}.EmailBackend"
if MAIL_EVENTS_SECRET and ":" not in MAIL_EVENTS_SECRET:
    raise ImproperlyConfigured("OPENFLOOR_MAIL_EVENTS_SECRET is no name:password.")
DEFAULT_FROM_EMAIL = env.text("OPENFLOOR_FROM_EMAIL", "Openfloor <no-reply@openfloor.example>")

# Signing in: a code by e-mail, a second factor where asked for, an institution's OpenID Connect where configured.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "consultations:desk"
LOGOUT_REDIRECT_URL = "consultations:front"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_FORMS = {
    "request_login_code": "accounts.forms.sign_in.AskForCodeForm",
    "confirm_login_code": "accounts.forms.sign_in.EnterCodeForm",
}
SOCIALACCOUNT_ONLY = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Openfloor"
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.sign_in.SecondFactorForm",
    "reauthenticate": "accounts.forms.sign_in.SecondFactorAgainForm",
    "activate_totp": "accounts.forms.sign_in.StartSecondFactorForm",
}
# The institution vouches for addresses; an account with that address is entered, none is ever made.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# A link, not a form: form-action in our Content-Security-Policy forbids a form that ends on another host.
SOCIALACCOUNT_LOGIN_ON_GET = True
REQUIRE_SECOND_FACTOR = env.flag("OPENFLOOR_REQUIRE_SECOND_FACTOR", default=False)
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, object]] = {}
if OIDC_URL := env.text("OIDC_URL", ""):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "institution",
                "name": env.text("OIDC_NAME", "Your institution"),
                "client_id": env.text("OIDC_CLIENT_ID"),
                "secret": env.text("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_URL},
            }
        ]
    }

# Safety
SECURE_SSL_REDIRECT = not PLAIN_HTTP
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if env.flag("OPENFLOOR_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Visitors are counted by the last address of X-Forwarded-For; else all of them would share the proxy's.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SESSION_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_SECURE = not PLAIN_HTTP
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Words and time
LANGUAGE_CODE = "en"
LANGUAGES = spoken(BASE_DIR / "locale")
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_personal_data": {"()": "config.logs.NoPersonalData"}},
    "formatters": {"json": {"()": "config.logs.JsonFormatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["no_personal_data"]},
    },
    "root": {"handlers": ["console"], "level": env.text("OPENFLOOR_LOG_LEVEL", "WARNING")},
    "loggers": {"openfloor": {"level": "INFO"}},
}
