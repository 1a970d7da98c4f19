"""How long a message stays in the hands of the worker that took it up; after that another may try."""

import datetime

LAST_WAIT = datetime.timedelta(days=1)
# by number of tries: 10 minutes, then twice as long each time, until it is a day
WAITS = {tries: datetime.timedelta(minutes=10 * 2 ** (tries - 1)) for tries in range(1, 9)}
