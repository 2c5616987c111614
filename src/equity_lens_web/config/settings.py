"""Settings of the platform: one file, which reads the environment through ``environment``."""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from equity_lens_web.config import connections, environment

HOME = environment.home()
ADDRESS = environment.address()
HOST = urlsplit(ADDRESS).hostname or "127.0.0.1"
IS_PUBLIC = HOST not in ("127.0.0.1", "localhost", "::1")
IS_HTTPS = ADDRESS.startswith("https://")

SECRET_KEY = environment.secret_key(HOME, public=IS_PUBLIC)
DEBUG = False
ALLOWED_HOSTS = [HOST] if IS_PUBLIC else ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ADDRESS]
# One-click sign-in as each role: only for a demonstration trust, and never on a public address.
DEMONSTRATION = environment.flag("EQUITY_LENS_DEMONSTRATION") and not IS_PUBLIC

INSTALLED_APPS = [
    "equity_lens_web.config",
    "equity_lens_web.design_system",
    "equity_lens_web.audit",
    "equity_lens_web.accounts",
    "equity_lens_web.evidence",
    "equity_lens_web.guidance",
    "equity_lens_web.actions",
    "equity_lens_web.improvement",
    "equity_lens_web.frontline",
    "equity_lens_web.plan",
    "equity_lens_web.leadership",
    "equity_lens_web.learning",
    "equity_lens_web.today",
    "equity_lens_web.operations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "equity_lens_web.operations.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "equity_lens_web.accounts.sessions.SessionLimits",
    "equity_lens_web.accounts.middleware.OrganisationMiddleware",
]

ROOT_URLCONF = "equity_lens_web.config.urls"
WSGI_APPLICATION = "equity_lens_web.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "equity_lens_web.config.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "equity_lens_web.config.context.signed_in",
            ],
        },
    },
]
FORM_RENDERER = "equity_lens_web.design_system.forms.NhsRenderer"

DATABASES = {"default": environment.database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Attempts to sign in are counted here, for every process and server alike.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "equity_lens_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# People sign in with an e-mail address and a password, or by their organisation's own provider.
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "equity_lens_web.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "equity_lens_web.accounts.adapters.ProviderAdapter"
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Equity Lens: "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {
    "login": "equity_lens_web.accounts.forms.sign_in.SignInForm",
    "change_password": "equity_lens_web.accounts.forms.sign_in.ChangePasswordForm",
    "reset_password": "equity_lens_web.accounts.forms.sign_in.ResetPasswordForm",
    "reset_password_from_key": "equity_lens_web.accounts.forms.sign_in.NewPasswordForm",
    "reauthenticate": "equity_lens_web.accounts.forms.sign_in.ConfirmPasswordForm",
}
# Five wrong passwords for one address, or ten from one place, and the next must wait.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if environment.flag("EQUITY_LENS_BEHIND_PROXY") else 0
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
SOCIALACCOUNT_PROVIDERS = connections.provider()
# A link and not a form: our policy lets no form lead to another site, not even by a redirect.
SOCIALACCOUNT_LOGIN_ON_GET = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Equity Lens"
MFA_TOTP_TOLERANCE = 1
MFA_ADAPTER = "equity_lens_web.accounts.adapters.SecondFactorAdapter"
# The administrator vouches for an address by inviting it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "equity_lens_web.accounts.forms.sign_in.CodeForm",
    "reauthenticate": "equity_lens_web.accounts.forms.sign_in.ConfirmCodeForm",
    "activate_totp": "equity_lens_web.accounts.forms.sign_in.ActivateForm",
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
globals().update(connections.mail())
BRIEF = connections.brief()

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_HTTPS
SESSION_COOKIE_NAME = "equity_lens_session"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "equity_lens_web.config.home.form_expired"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_HSTS_SECONDS = 63_072_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("EQUITY_LENS_BEHIND_PROXY") else None
)
SECURE_REFERRER_POLICY = "same-origin"
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
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "equity_lens_web.config.static.HashedStatic"},
}
# Uploads stay in the home folder and are never served from there.
MEDIA_ROOT = HOME / "uploads"
FILE_UPLOAD_TEMP_DIR = None
# Nobody fills the disk before we know who they are.
FILE_UPLOAD_HANDLERS = [
    "equity_lens_web.evidence.files.receiving.OnlyFromThoseSignedIn",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
LARGEST_UPLOAD = 2 * 1024**3

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "equity_lens_web.operations.logs.SafeJson",
            "format": "{asctime}{levelname}{name}{message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "equity_lens": {"level": "INFO"},
        # Our own line says which page was refused or not found; the library's would say it again.
        "django.request": {"level": "ERROR"},
    },
}
