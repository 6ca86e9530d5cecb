/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-key-watch.h"

#define SCAN_INTERVAL_MS 1500

struct _DeskKeyWatch {
  GObject parent_instance;

  DeskUkey *ukey;           /* owned */
  GListStore *certificates; /* owned; DeskKeyCertificate */
  DeskKeyState state;
  gboolean watching;
  gboolean is_scanning;
  guint timeout; /* source id of the next scan, 0: none waits */
};

enum {
  PROP_0,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskKeyWatch, desk_key_watch, G_TYPE_OBJECT)

static gboolean
are_same (GListModel *shown, GPtrArray *found)
{
  if (g_list_model_get_n_items (shown) != found->len)
    return FALSE;

  for (guint i = 0; i < found->len; i++) {
    g_autoptr (DeskKeyCertificate) one = g_list_model_get_item (shown, i);

    if (!desk_key_certificate_is_equal (one, g_ptr_array_index (found, i)))
      return FALSE;
  }

  return TRUE;
}

static void
take_certificates (DeskKeyWatch *self, GPtrArray *found)
{
  GListModel *shown = G_LIST_MODEL (self->certificates);

  if (!are_same (shown, found))
    g_list_store_splice (self->certificates, 0, g_list_model_get_n_items (shown), found->pdata,
                         found->len);
}

static void
set_state (DeskKeyWatch *self, DeskKeyState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static gboolean on_timeout (gpointer user_data);

static void
on_scan_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskKeyWatch) self = user_data;
  g_autoptr (DeskUkeyScan) found = desk_ukey_scan_finish (DESK_UKEY (source), result, NULL);

  self->is_scanning = FALSE;
  /* Nothing was watched any more, or the worker was closed. */
  if (!self->watching || found == NULL)
    return;

  take_certificates (self, found->certificates);
  set_state (self, found->state);
  if (self->watching && self->timeout == 0)
    self->timeout = g_timeout_add (SCAN_INTERVAL_MS, on_timeout, self);
}

static void
scan (DeskKeyWatch *self)
{
  if (self->is_scanning)
    return;

  self->is_scanning = TRUE;
  desk_ukey_scan_async (self->ukey, FALSE, NULL, on_scan_ready, g_object_ref (self));
}

static gboolean
on_timeout (gpointer user_data)
{
  DeskKeyWatch *self = user_data;

  self->timeout = 0;
  scan (self);
  return G_SOURCE_REMOVE;
}

static void
desk_key_watch_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskKeyWatch *self = DESK_KEY_WATCH (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_enum (value, (int) self->state);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_key_watch_dispose (GObject *object)
{
  DeskKeyWatch *self = DESK_KEY_WATCH (object);

  desk_key_watch_set_watching (self, FALSE);
  g_clear_object (&self->certificates);
  g_clear_object (&self->ukey);
  G_OBJECT_CLASS (desk_key_watch_parent_class)->dispose (object);
}

static void
desk_key_watch_class_init (DeskKeyWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_key_watch_get_property;
  object_class->dispose = desk_key_watch_dispose;

  properties[PROP_STATE]
      = g_param_spec_enum ("state", NULL, NULL, DESK_TYPE_KEY_STATE, DESK_KEY_STATE_READING,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_key_watch_init (DeskKeyWatch *self)
{
  self->certificates = g_list_store_new (DESK_TYPE_KEY_CERTIFICATE);
}

DeskKeyWatch *
desk_key_watch_new (DeskUkey *ukey)
{
  DeskKeyWatch *self = g_object_new (DESK_TYPE_KEY_WATCH, NULL);

  g_set_object (&self->ukey, ukey);
  return self;
}

DeskKeyState
desk_key_watch_get_state (DeskKeyWatch *self)
{
  g_return_val_if_fail (DESK_IS_KEY_WATCH (self), DESK_KEY_STATE_READING);

  return self->state;
}

GListModel *
desk_key_watch_get_certificates (DeskKeyWatch *self)
{
  g_return_val_if_fail (DESK_IS_KEY_WATCH (self), NULL);

  return G_LIST_MODEL (self->certificates);
}

void
desk_key_watch_set_watching (DeskKeyWatch *self, gboolean watching)
{
  g_return_if_fail (DESK_IS_KEY_WATCH (self));

  if (self->watching == watching)
    return;

  self->watching = watching;
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (watching)
    scan (self);
}
