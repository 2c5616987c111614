"""A link that is not one of ours: the page of a true one is tested by itself."""

from web.samples.sample import anything

SAMPLES = {"today:brief-off:token": anything("1:not-signed")}
