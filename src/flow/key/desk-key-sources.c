/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-key-sources.h"

#include "desk-key-service.h"
#include "desk-key-source.h"

#define POLL_MS 1500

struct _DeskKeySources {
  GObject parent_instance;

  DeskKeySettings *settings; /* owned */
  DeskClock *clock;          /* owned */
  GPtrArray *sources;        /* owned; DeskKeySource of each driver in use, preferred ones first */
  DeskKeyService *service;   /* owned */

  gboolean is_closed;
  guint poll; /* source id, 0: not polling */
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskKeySources, desk_key_sources, G_TYPE_OBJECT)

static DeskKeySource *
get_source (DeskKeySources *self, guint index)
{
  return g_ptr_array_index (self->sources, index);
}

/* The index of the driver's source, or their number if it has none. */
static guint
find_source (DeskKeySources *self, DeskKeyModule *module)
{
  guint i = 0;

  while (i < self->sources->len && desk_key_source_get_module (get_source (self, i)) != module)
    i++;
  return i;
}

/* The driver that can ask for the system's service; NULL if that is not missed: something is
 * plugged in, or a driver that does without the service has a place for a key. */
static DeskKeySource *
find_asker (DeskKeySources *self)
{
  DeskKeySource *asker = NULL;

  for (guint i = 0; i < self->sources->len; i++) {
    DeskKeySource *source = get_source (self, i);
    const DeskUkeyScan *scan = desk_key_source_get_scan (source);
    gboolean uses_service = desk_key_source_uses_service (source);

    if (scan == NULL || scan->tokens->len > 0 || (!uses_service && scan->n_slots > 0))
      return NULL;
    if (uses_service)
      asker = source;
  }

  return asker;
}

/* The service is asked about when somebody looks at what it may be missed for. */
static void
emit_changed (DeskKeySources *self)
{
  DeskKeySource *asker = find_asker (self);

  if (self->is_closed)
    return;

  desk_key_service_set_missed (self->service,
                               asker != NULL ? desk_key_source_get_ukey (asker) : NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* A service that came back is not always noticed by a driver that was there before. */
static void
on_service_answered (DeskKeySources *self)
{
  DeskKeySource *asker = find_asker (self);

  if (asker != NULL
      && desk_key_service_take_news (self->service, desk_key_source_get_scan (asker)->n_slots))
    for (guint i = 0; i < self->sources->len; i++)
      if (desk_key_source_uses_service (get_source (self, i)))
        desk_key_source_scan (get_source (self, i), TRUE);

  emit_changed (self);
}

static DeskKeySource *
make_source (DeskKeySources *self, DeskKeyModule *module)
{
  DeskKeySource *source = desk_key_source_new (module, self->clock);

  g_signal_connect_object (source, "changed", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  if (self->poll != 0)
    desk_key_source_scan (source, FALSE);
  return source;
}

static void
close_source (gpointer data)
{
  DeskKeySource *source = data;

  desk_key_source_close (source);
  g_object_unref (source);
}

static void
on_modules_changed (DeskKeySources *self)
{
  GListModel *modules = desk_key_settings_get_modules (self->settings);
  GPtrArray *sources = g_ptr_array_new_with_free_func (close_source);

  for (guint i = 0; i < g_list_model_get_n_items (modules); i++) {
    g_autoptr (DeskKeyModule) module = g_list_model_get_item (modules, i);
    guint known = find_source (self, module);

    if (!desk_key_module_get_in_use (module))
      continue;
    if (known < self->sources->len)
      g_ptr_array_add (sources, g_ptr_array_steal_index (self->sources, known));
    else
      g_ptr_array_add (sources, make_source (self, module));
  }

  g_ptr_array_unref (self->sources);
  self->sources = sources;
  emit_changed (self);
}

static gboolean
on_poll (gpointer user_data)
{
  DeskKeySources *self = user_data;

  desk_key_service_tick (self->service);
  for (guint i = 0; i < self->sources->len; i++)
    desk_key_source_poll (get_source (self, i));
  return G_SOURCE_CONTINUE;
}

static void
desk_key_sources_finalize (GObject *object)
{
  DeskKeySources *self = DESK_KEY_SOURCES (object);

  g_warn_if_fail (self->is_closed);

  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_object (&self->service);
  g_clear_object (&self->settings);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (desk_key_sources_parent_class)->finalize (object);
}

static void
desk_key_sources_class_init (DeskKeySourcesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_key_sources_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DESK_TYPE_KEY_SOURCES, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_key_sources_init (DeskKeySources *self)
{
  self->sources = g_ptr_array_new_with_free_func (close_source);
  self->service = desk_key_service_new ();
  g_signal_connect_object (self->service, "answered", G_CALLBACK (on_service_answered), self,
                           G_CONNECT_SWAPPED);
}

DeskKeySources *
desk_key_sources_new (DeskKeySettings *settings, DeskClock *clock)
{
  DeskKeySources *self = g_object_new (DESK_TYPE_KEY_SOURCES, NULL);

  self->settings = g_object_ref (settings);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (settings, "modules-changed", G_CALLBACK (on_modules_changed), self,
                           G_CONNECT_SWAPPED);
  on_modules_changed (self);
  return self;
}

void
desk_key_sources_close (DeskKeySources *self)
{
  if (self->is_closed)
    return;

  self->is_closed = TRUE;
  g_clear_handle_id (&self->poll, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->settings, self);
  desk_key_service_close (self->service);
  for (guint i = 0; i < self->sources->len; i++)
    desk_key_source_close (get_source (self, i));
}

void
desk_key_sources_set_polling (DeskKeySources *self, gboolean polling)
{
  if (self->is_closed || polling == (self->poll != 0))
    return;

  if (!polling) {
    g_clear_handle_id (&self->poll, g_source_remove);
    return;
  }

  self->poll = g_timeout_add (POLL_MS, on_poll, self);
  on_poll (self);
}

void
desk_key_sources_scan (DeskKeySources *self, gboolean fresh)
{
  if (fresh)
    desk_key_service_hurry (self->service);
  for (guint i = 0; i < self->sources->len; i++)
    desk_key_source_scan (get_source (self, i), fresh);
}

gboolean
desk_key_sources_is_known (DeskKeySources *self, gint64 since)
{
  for (guint i = 0; i < self->sources->len; i++)
    if (desk_key_source_get_scan_time (get_source (self, i)) < since)
      return FALSE;

  return !desk_key_service_is_asking (self->service);
}

gboolean
desk_key_sources_has_seen (DeskKeySources *self, gint64 since, const char *serial)
{
  for (guint i = 0; i < self->sources->len; i++)
    if (desk_key_source_get_scan_time (get_source (self, i)) >= since
        && desk_key_source_has_token (get_source (self, i), serial))
      return TRUE;

  return FALSE;
}

DeskKeyView *
desk_key_sources_make_view (DeskKeySources *self, GHashTable *verdicts)
{
  g_autofree DeskKeySight *sights = g_new0 (DeskKeySight, self->sources->len + 1);
  const DeskKeyContext context = {
    .service = desk_key_service_get_state (self->service),
    .verdicts = verdicts,
    .last_token = desk_key_settings_get_last_token (self->settings),
    .last_certificate = desk_key_settings_get_last_certificate (self->settings),
  };

  for (guint i = 0; i < self->sources->len; i++) {
    DeskKeySource *source = get_source (self, i);

    sights[i].module = desk_key_source_get_module (source);
    sights[i].scan = desk_key_source_get_scan (source);
    sights[i].is_slow = desk_ukey_get_slow (desk_key_source_get_ukey (source));
  }

  return desk_key_view_new (sights, self->sources->len, &context);
}

gboolean
desk_key_sources_is_slow (DeskKeySources *self)
{
  for (guint i = 0; i < self->sources->len; i++)
    if (desk_ukey_get_slow (desk_key_source_get_ukey (get_source (self, i))))
      return TRUE;

  return FALSE;
}

void
desk_key_sources_forget_token (DeskKeySources *self, const char *serial)
{
  for (guint i = 0; i < self->sources->len; i++)
    desk_key_source_forget_token (get_source (self, i), serial);
  emit_changed (self);
}

DeskUkey *
desk_key_sources_get_ukey (DeskKeySources *self, const char *path)
{
  for (guint i = 0; i < self->sources->len; i++) {
    DeskKeySource *source = get_source (self, i);

    if (g_str_equal (desk_key_module_get_path (desk_key_source_get_module (source)), path))
      return desk_key_source_get_ukey (source);
  }

  return NULL;
}
