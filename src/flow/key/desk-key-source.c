/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-key-source.h"

#include <string.h>

struct _DeskKeySource {
  GObject parent_instance;

  DeskKeyModule *module; /* owned */
  DeskUkey *ukey;        /* owned; closed with this */
  DeskUkeyScan *scan;    /* owned, nullable: no answer yet */
  gint64 scan_time;      /* monotonic us: when the look began that gave @scan */

  gboolean is_closed;
  gboolean is_scanning;
  gboolean is_working; /* at an operation, not only at a look */
  gint64 scan_began;   /* monotonic us: of the look that is under way */
  gboolean scan_again; /* once that is answered */
  gboolean scan_fresh; /* then, afresh */
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskKeySource, desk_key_source, G_TYPE_OBJECT)

static void
update_module_state (DeskKeySource *self)
{
  DeskKeyState state = DESK_KEY_STATE_READING;

  if (self->scan != NULL)
    state = self->scan->state;
  else if (desk_ukey_get_slow (self->ukey))
    state = DESK_KEY_STATE_MODULE_SLOW;

  desk_key_module_set_state (self->module, state);
}

static void start_scan (DeskKeySource *self, gboolean fresh);

static void
on_scan_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskKeySource) self = user_data;
  DeskUkeyScan *scan = desk_ukey_scan_finish (DESK_UKEY (source), result, NULL);

  self->is_scanning = FALSE;
  if (scan == NULL || self->is_closed) {
    g_clear_pointer (&scan, desk_ukey_scan_free);
    return;
  }

  if (scan->detail != NULL)
    g_debug ("%s: %s", desk_key_module_get_path (self->module), scan->detail);
  g_clear_pointer (&self->scan, desk_ukey_scan_free);
  self->scan = scan;
  self->scan_time = self->scan_began;
  if (self->scan_again)
    start_scan (self, self->scan_fresh);
  /* An operation came while it looked. */
  self->is_working = desk_ukey_get_busy (self->ukey) && !self->is_scanning;

  update_module_state (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
start_scan (DeskKeySource *self, gboolean fresh)
{
  self->is_scanning = TRUE;
  self->scan_again = FALSE;
  self->scan_fresh = FALSE;
  self->scan_began = g_get_monotonic_time ();
  desk_ukey_scan_async (self->ukey, fresh, NULL, on_scan_ready, g_object_ref (self));
}

/* What an operation came to can often be seen: a wrong PIN, a new certificate, a key that is
 * gone. */
static void
on_busy_notify (DeskKeySource *self)
{
  gboolean was_working = self->is_working;

  self->is_working = desk_ukey_get_busy (self->ukey) && !self->is_scanning;
  if (was_working && !self->is_working && !self->is_closed && !self->is_scanning)
    start_scan (self, FALSE);
}

static void
on_slow_notify (DeskKeySource *self)
{
  if (self->is_closed)
    return;

  update_module_state (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
desk_key_source_finalize (GObject *object)
{
  DeskKeySource *self = DESK_KEY_SOURCE (object);

  g_warn_if_fail (self->is_closed);

  g_clear_pointer (&self->scan, desk_ukey_scan_free);
  g_clear_object (&self->ukey);
  g_clear_object (&self->module);
  G_OBJECT_CLASS (desk_key_source_parent_class)->finalize (object);
}

static void
desk_key_source_class_init (DeskKeySourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_key_source_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DESK_TYPE_KEY_SOURCE, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_key_source_init (DeskKeySource *self)
{
}

static DeskUkeyModuleOrigin
convert_origin (DeskKeyModuleOrigin origin)
{
  static const DeskUkeyModuleOrigin origins[] = {
    [DESK_KEY_MODULE_VENDOR] = DESK_UKEY_MODULE_VENDOR,
    [DESK_KEY_MODULE_OPENSC] = DESK_UKEY_MODULE_OPENSC,
    [DESK_KEY_MODULE_REGISTERED] = DESK_UKEY_MODULE_P11_KIT,
    [DESK_KEY_MODULE_ADDED] = DESK_UKEY_MODULE_USER,
    [DESK_KEY_MODULE_OPTION] = DESK_UKEY_MODULE_OPTION,
  };

  return origins[origin];
}

DeskKeySource *
desk_key_source_new (DeskKeyModule *module, DeskClock *clock)
{
  DeskKeySource *self = g_object_new (DESK_TYPE_KEY_SOURCE, NULL);
  g_autoptr (DeskUkeyModule) described = desk_ukey_module_new (
      convert_origin (desk_key_module_get_origin (module)), desk_key_module_get_name (module),
      desk_key_module_get_path (module), desk_key_module_get_arguments (module));

  self->module = g_object_ref (module);
  self->ukey = desk_ukey_new (described, clock);
  g_signal_connect_object (self->ukey, "notify::busy", G_CALLBACK (on_busy_notify), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ukey, "notify::slow", G_CALLBACK (on_slow_notify), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
desk_key_source_close (DeskKeySource *self)
{
  if (self->is_closed)
    return;

  self->is_closed = TRUE;
  desk_ukey_close (self->ukey);
  desk_key_module_set_state (self->module, DESK_KEY_STATE_READING);
}

DeskKeyModule *
desk_key_source_get_module (DeskKeySource *self)
{
  return self->module;
}

DeskUkey *
desk_key_source_get_ukey (DeskKeySource *self)
{
  return self->ukey;
}

const DeskUkeyScan *
desk_key_source_get_scan (DeskKeySource *self)
{
  return self->scan;
}

gint64
desk_key_source_get_scan_time (DeskKeySource *self)
{
  return self->scan_time;
}

gboolean
desk_key_source_has_token (DeskKeySource *self, const char *serial)
{
  for (guint i = 0; self->scan != NULL && i < self->scan->tokens->len; i++)
    if (g_str_equal (desk_key_token_get_serial (g_ptr_array_index (self->scan->tokens, i)), serial))
      return TRUE;

  return FALSE;
}

gboolean
desk_key_source_uses_service (DeskKeySource *self)
{
  g_autofree char *file = g_path_get_basename (desk_key_module_get_path (self->module));

  return strstr (file, "opensc") != NULL;
}

void
desk_key_source_poll (DeskKeySource *self)
{
  if (!self->is_closed && !self->is_scanning && !desk_ukey_get_busy (self->ukey))
    start_scan (self, FALSE);
}

void
desk_key_source_scan (DeskKeySource *self, gboolean fresh)
{
  if (self->is_closed)
    return;

  if (!self->is_scanning) {
    start_scan (self, fresh);
    return;
  }

  self->scan_again = TRUE;
  self->scan_fresh |= fresh;
}

void
desk_key_source_forget_token (DeskKeySource *self, const char *serial)
{
  if (self->scan == NULL)
    return;

  for (guint i = self->scan->certificates->len; i-- > 0;)
    if (g_str_equal (
            desk_key_certificate_get_token_serial (g_ptr_array_index (self->scan->certificates, i)),
            serial))
      g_ptr_array_remove_index (self->scan->certificates, i);

  for (guint i = self->scan->tokens->len; i-- > 0;)
    if (g_str_equal (desk_key_token_get_serial (g_ptr_array_index (self->scan->tokens, i)), serial))
      g_ptr_array_remove_index (self->scan->tokens, i);

  if (self->scan->tokens->len == 0)
    self->scan->state = DESK_KEY_STATE_ABSENT;
  update_module_state (self);
}
