"""Settings of the platform for tests: a home folder that is thrown away, quick hashes, plain files."""

import atexit
import os
import shutil
import tempfile

HOME_FOLDER = tempfile.mkdtemp(prefix="equity-lens-tests-")
atexit.register(shutil.rmtree, HOME_FOLDER, ignore_errors=True)
os.environ["EQUITY_LENS_HOME"] = HOME_FOLDER
os.environ.setdefault("EQUITY_LENS_SECRET_KEY", "for tests alone")
if "EQUITY_LENS_TEST_DATABASE" in os.environ:
    os.environ["EQUITY_LENS_DATABASE"] = os.environ["EQUITY_LENS_TEST_DATABASE"]

from equity_lens_web.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ACCOUNT_RATE_LIMITS = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
