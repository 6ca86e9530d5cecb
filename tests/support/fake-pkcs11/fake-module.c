/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-module.h"

#include "fake-fault.h"
#include "fake-session.h"

#include <string.h>
#include <unistd.h>

#define GROUP "module"

/* Everything that is alive between C_Initialize and C_Finalize, and what outlives it. */
static struct {
  GMutex lock; /* held during every call */
  gboolean initialized;
  FakeScript *script;                       /* owned, nullable: no directory is named */
  FakeToken *tokens[FAKE_MODULE_MAX_SLOTS]; /* owned; NULL if not initialized */
  GHashTable *counts;                       /* owned; "slot0 C_Login" -> calls since loading */
  const char *function;                     /* static; the call that is being served */
  CK_SLOT_ID entered;                       /* its slot, or CK_UNAVAILABLE_INFORMATION */
} module = { .entered = CK_UNAVAILABLE_INFORMATION };

static guint64
count_call (const char *group)
{
  char *name = g_strconcat (group, " ", module.function, NULL);
  gsize count;

  if (module.counts == NULL)
    module.counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  count = GPOINTER_TO_SIZE (g_hash_table_lookup (module.counts, name)) + 1;
  g_hash_table_insert (module.counts, name, GSIZE_TO_POINTER (count));
  return count;
}

static guint64
get_count (const char *group)
{
  g_autofree char *name = g_strconcat (group, " ", module.function, NULL);

  return module.counts != NULL ? GPOINTER_TO_SIZE (g_hash_table_lookup (module.counts, name)) : 0;
}

/* Whose token went away since the last look loses its sessions. */
static void
refresh (void)
{
  fake_script_refresh (module.script);
  for (CK_SLOT_ID i = 0; i < FAKE_MODULE_MAX_SLOTS; i++)
    if (module.tokens[i] != NULL && fake_token_refresh (module.tokens[i]))
      fake_session_kill_all (i);
}

static void
take_away (CK_SLOT_ID slot)
{
  if (module.tokens[slot] != NULL && fake_token_is_present (module.tokens[slot]))
    fake_token_take_away (module.tokens[slot]);
}

static CK_RV
run_module_fault (guint64 count, gboolean late)
{
  FakeFaultPoint point = { GROUP, module.function, count, late };
  gboolean removed = FALSE;
  CK_RV rv = fake_fault_run (module.script, &point, &removed);

  for (CK_SLOT_ID i = 0; removed && i < FAKE_MODULE_MAX_SLOTS; i++)
    take_away (i);
  /* Much may have happened during a delay. */
  refresh ();
  return rv;
}

static CK_RV
run_slot_fault (CK_SLOT_ID slot, guint64 count, gboolean late)
{
  FakeFaultPoint point
      = { fake_token_get_group (module.tokens[slot]), module.function, count, late };
  gboolean removed = FALSE;
  CK_RV rv = fake_fault_run (module.script, &point, &removed);

  if (removed)
    take_away (slot);

  refresh ();
  return rv;
}

/* Drivers do print. */
static void
print (void)
{
  g_autofree char *text = fake_module_get ("print");
  ssize_t written = text != NULL ? write (STDOUT_FILENO, text, strlen (text)) : 0;

  if (written < 0)
    g_printerr ("standard output takes nothing\n");
}

/* The environment names the directory; another one counts from the next C_Initialize on. */
static gboolean
find_script (void)
{
  const char *directory = g_getenv ("DESK_FAKE_UKEY");

  if (!module.initialized && module.script != NULL
      && g_strcmp0 (directory, fake_script_get_directory (module.script)) != 0)
    g_clear_pointer (&module.script, fake_script_free);
  if (module.script == NULL && directory != NULL)
    module.script = fake_script_new (directory);

  return module.script != NULL;
}

static gboolean
may_come_first (const char *function)
{
  return g_str_equal (function, "C_Initialize") || g_str_equal (function, "C_GetFunctionList");
}

CK_RV
fake_module_begin (const char *function)
{
  g_mutex_lock (&module.lock);
  module.function = function;
  module.entered = CK_UNAVAILABLE_INFORMATION;
  if (!find_script ())
    return g_str_equal (function, "C_GetFunctionList") ? CKR_OK : CKR_GENERAL_ERROR;
  if (!module.initialized && !may_come_first (function))
    return CKR_CRYPTOKI_NOT_INITIALIZED;

  refresh ();
  print ();
  return run_module_fault (count_call (GROUP), FALSE);
}

CK_RV
fake_module_end (CK_RV rv)
{
  CK_RV late = CKR_OK;

  if (module.entered != CK_UNAVAILABLE_INFORMATION && module.tokens[module.entered] != NULL) {
    const char *group = fake_token_get_group (module.tokens[module.entered]);

    late = run_slot_fault (module.entered, get_count (group), TRUE);
  }
  if (late == CKR_OK && module.script != NULL)
    late = run_module_fault (get_count (GROUP), TRUE);

  g_mutex_unlock (&module.lock);
  return late != CKR_OK ? late : rv;
}

FakeToken *
fake_module_get_reader (CK_SLOT_ID slot)
{
  if (slot >= FAKE_MODULE_MAX_SLOTS || !fake_token_has_reader (module.tokens[slot]))
    return NULL;

  return module.tokens[slot];
}

CK_RV
fake_module_enter_slot (CK_SLOT_ID slot)
{
  FakeToken *token = fake_module_get_reader (slot);

  if (token == NULL)
    return CKR_SLOT_ID_INVALID;

  module.entered = slot;
  return run_slot_fault (slot, count_call (fake_token_get_group (token)), FALSE);
}

CK_RV
fake_module_get_token (CK_SLOT_ID slot, FakeToken **token)
{
  CK_RV rv = fake_module_enter_slot (slot);

  if (rv != CKR_OK)
    return rv;
  if (!fake_token_is_present (module.tokens[slot]))
    return CKR_TOKEN_NOT_PRESENT;
  if (!fake_token_get_flag (module.tokens[slot], "recognised", TRUE))
    return CKR_TOKEN_NOT_RECOGNIZED;

  *token = module.tokens[slot];
  return CKR_OK;
}

char *
fake_module_get (const char *key)
{
  return fake_script_get (module.script, GROUP, key);
}

/* What a module that wants an argument string does without the right one. */
static gboolean
accepts_arguments (const CK_C_INITIALIZE_ARGS *arguments)
{
  g_autofree char *wanted = fake_module_get ("arguments");
  const char *given = arguments != NULL ? arguments->pReserved : NULL;

  return wanted == NULL || g_strcmp0 (wanted, given) == 0;
}

static CK_RV
initialize (const CK_C_INITIALIZE_ARGS *arguments)
{
  if (module.initialized)
    return CKR_CRYPTOKI_ALREADY_INITIALIZED;
  if (!accepts_arguments (arguments))
    return CKR_ARGUMENTS_BAD;

  for (CK_SLOT_ID i = 0; i < FAKE_MODULE_MAX_SLOTS; i++)
    module.tokens[i] = fake_token_new (module.script, i);
  module.initialized = TRUE;
  return CKR_OK;
}

CK_RV
C_Initialize (void *init_args)
{
  return FAKE_SERVE (initialize (init_args));
}

static CK_RV
finalize (void *reserved)
{
  if (reserved != NULL)
    return CKR_ARGUMENTS_BAD;

  for (CK_SLOT_ID i = 0; i < FAKE_MODULE_MAX_SLOTS; i++) {
    fake_session_close_all (i);
    g_clear_pointer (&module.tokens[i], fake_token_free);
  }
  fake_session_finalize ();
  module.initialized = FALSE;
  return CKR_OK;
}

CK_RV
C_Finalize (void *reserved)
{
  return FAKE_SERVE (finalize (reserved));
}

/* A driver can break before it is asked for anything. */
static void __attribute__ ((constructor)) load (void)
{
  FakeFaultPoint point = { GROUP, "load", 1, FALSE };
  gboolean removed = FALSE;

  if (find_script ())
    fake_fault_run (module.script, &point, &removed);
}

/* A program that unloads the module leaves nothing behind. */
static void __attribute__ ((destructor)) unload (void)
{
  for (CK_SLOT_ID i = 0; i < FAKE_MODULE_MAX_SLOTS; i++)
    g_clear_pointer (&module.tokens[i], fake_token_free);
  fake_session_finalize ();
  g_clear_pointer (&module.counts, g_hash_table_unref);
  g_clear_pointer (&module.script, fake_script_free);
}
