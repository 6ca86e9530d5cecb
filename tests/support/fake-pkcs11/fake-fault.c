/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-fault.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One action of a list, taken apart. */
typedef struct {
  char *action;   /* owned; "delay" */
  char *argument; /* owned, nullable; "3000" */
  char *when;     /* owned, nullable; "2" or "once" */
  gboolean late;
} FakeFault;

static void
fake_fault_free (FakeFault *self)
{
  g_free (self->action);
  g_free (self->argument);
  g_free (self->when);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeFault, fake_fault_free)

static FakeFault *
parse (const char *text)
{
  FakeFault *self = g_new0 (FakeFault, 1);
  g_autofree char *copy = g_strstrip (g_strdup (text));
  char *rest = copy;
  char *when = strchr (copy, '@');
  char *argument;

  if (when != NULL) {
    *when = '\0';
    self->when = g_strdup (when + 1);
  }

  self->late = g_str_has_prefix (copy, "late-") || g_str_equal (copy, "heap");
  if (g_str_has_prefix (copy, "late-"))
    rest += strlen ("late-");

  argument = strchr (rest, ':');
  if (argument != NULL) {
    *argument = '\0';
    self->argument = g_strdup (argument + 1);
  }
  self->action = g_strdup (rest);
  return self;
}

/* A file remembers the text that has struck, so that the process started anew is spared. */
static gboolean
strikes_once (FakeScript *script, const FakeFaultPoint *point, const char *text)
{
  g_autofree char *name = g_strdup_printf ("%s.%s.struck", point->group, point->function);
  g_autofree char *path = g_build_filename (fake_script_get_directory (script), name, NULL);
  g_autofree char *struck = NULL;

  if (g_file_get_contents (path, &struck, NULL, NULL) && g_str_equal (struck, text))
    return FALSE;

  g_file_set_contents (path, text, -1, NULL);
  return TRUE;
}

static gboolean
strikes_now (const FakeFault *fault,
             FakeScript *script,
             const FakeFaultPoint *point,
             const char *text)
{
  if (fault->late != point->late)
    return FALSE;
  if (fault->when == NULL)
    return TRUE;
  if (g_str_equal (fault->when, "once"))
    return strikes_once (script, point, text);

  return g_ascii_strtoull (fault->when, NULL, 10) == point->count;
}

/* What a careless driver does: writes on behind the end of what it was given. */
static void
corrupt_heap (void)
{
  volatile uint8_t *block = malloc (40);
  size_t usable = malloc_usable_size ((void *) block);

  for (size_t i = usable; i < usable + 1024; i++)
    block[i] = 0x5a;
}

static void
hang (void)
{
  for (;;)
    pause ();
}

static CK_RV
strike (const FakeFault *fault, gboolean *removed)
{
  if (g_str_equal (fault->action, "rv"))
    return strtoul (fault->argument != NULL ? fault->argument : "5", NULL, 0);

  if (g_str_equal (fault->action, "delay"))
    g_usleep (strtoul (fault->argument != NULL ? fault->argument : "0", NULL, 10) * 1000);
  else if (g_str_equal (fault->action, "hang"))
    hang ();
  else if (g_str_equal (fault->action, "abort"))
    abort ();
  else if (g_str_equal (fault->action, "exit"))
    exit (1);
  else if (g_str_equal (fault->action, "heap"))
    corrupt_heap ();
  else if (g_str_equal (fault->action, "remove"))
    *removed = TRUE;
  else
    g_printerr ("script.ini: \"%s\" is no fault\n", fault->action);

  return CKR_OK;
}

CK_RV
fake_fault_run (FakeScript *script, const FakeFaultPoint *point, gboolean *removed)
{
  g_autofree char *text = fake_script_get (script, point->group, point->function);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ";", -1);
  CK_RV result = CKR_OK;

  for (char **part = parts; *part != NULL; part++) {
    g_autoptr (FakeFault) fault = parse (*part);
    CK_RV rv = CKR_OK;

    if (*fault->action != '\0' && strikes_now (fault, script, point, text))
      rv = strike (fault, removed);
    if (rv != CKR_OK)
      result = rv;
  }

  return result;
}
