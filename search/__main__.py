"""``python -m search`` is ``timbao``."""

from search.cli.main import main

main()
