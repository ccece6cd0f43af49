"""The log of the web server, held to the rule of ours: it names requests that failed, personal links and all."""

from gunicorn.config import Config
from gunicorn.glogging import Logger as _Logger

from config.logs import JsonFormatter, NoPersonalData


class Logger(_Logger):
    """gunicorn's logger, with our form and without personal data."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonFormatter())
            handler.addFilter(NoPersonalData())
