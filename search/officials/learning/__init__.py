"""Learning from an archive what a name looks like; nothing here is needed to recognise one."""
