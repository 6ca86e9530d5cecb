/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Stands in for libpcsclite.so.1: CERTDESK_FAKE_PCSC is what SCardEstablishContext answers, in
 * hexadecimal; "list:CODE" what SCardListReaders does. */

#include <stdlib.h>
#include <string.h>

long SCardEstablishContext (unsigned long scope, const void *a, const void *b, long *context);
long SCardListReaders (long context, const char *groups, char *names, unsigned long *length);
long SCardReleaseContext (long context);

static const char readers[] = "Reader One\0Reader Two\0";

static const char *
get_script (void)
{
  const char *script = getenv ("CERTDESK_FAKE_PCSC");

  return script != NULL ? script : "0";
}

long
SCardEstablishContext (unsigned long scope, const void *a, const void *b, long *context)
{
  const char *script = get_script ();

  *context = 7;
  return strncmp (script, "list:", 5) == 0 ? 0 : (long) strtoul (script, NULL, 16);
}

long
SCardListReaders (long context, const char *groups, char *names, unsigned long *length)
{
  const char *script = get_script ();

  if (strncmp (script, "list:", 5) == 0)
    return (long) strtoul (script + 5, NULL, 16);

  memcpy (names, readers, sizeof readers);
  *length = sizeof readers;
  return context == 7 ? 0 : 1;
}

long
SCardReleaseContext (long context)
{
  return 0;
}
