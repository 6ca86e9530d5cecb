/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-keys.h"

#include "desk-key-list.h"
#include "desk-key-sources.h"
#include "desk-key-waits.h"

struct _DeskKeys {
  GObject parent_instance;

  DeskKeySettings *settings; /* owned */
  DeskKeySources *sources;   /* owned */
  GHashTable *verdicts;      /* owned; serial of a certificate -> DeskKeyState from the server */
  DeskKeyWaits *waits;       /* owned, NULL once closed */

  GListStore *tokens;       /* owned; DeskKeyToken */
  GListStore *certificates; /* owned; DeskKeyCertificate */
  DeskKeyState state;
  gboolean is_slow;

  guint n_holds;
};

enum {
  PROP_STATE = 1,
  PROP_SLOW,
  N_PROPS,
};

enum {
  SIGNAL_TOKEN_ADDED,
  SIGNAL_TOKEN_REMOVED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskKeys, desk_keys, G_TYPE_OBJECT)

/* What a task of this waits for. */
typedef struct {
  gint64 since; /* monotonic us: only a look that began later counts */
  char *serial; /* owned; of a token; NULL: every driver, and the service */
} Wait;

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  g_free (wait->serial);
  g_free (wait);
}

static gboolean
is_waited_for (GTask *task, gpointer user_data)
{
  DeskKeys *self = user_data;
  const Wait *wait = g_task_get_task_data (task);

  return wait->serial != NULL ? desk_key_sources_has_seen (self->sources, wait->since, wait->serial)
                              : desk_key_sources_is_known (self->sources, wait->since);
}

static void
answer_wait (GTask *task)
{
  DeskKeys *self = g_task_get_source_object (task);
  const Wait *wait = g_task_get_task_data (task);
  DeskKeyToken *token;

  if (wait->serial == NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  token = desk_keys_get_token (self, wait->serial);
  g_task_return_pointer (task, g_object_ref (token), g_object_unref);
}

/* What the server said of its certificates ends with a key's stay. */
static void
forget_verdicts (DeskKeys *self, GPtrArray *removed)
{
  GListModel *certificates = G_LIST_MODEL (self->certificates);

  for (guint i = 0; i < g_list_model_get_n_items (certificates); i++) {
    g_autoptr (DeskKeyCertificate) certificate = g_list_model_get_item (certificates, i);

    if (g_ptr_array_find_with_equal_func (removed, desk_key_certificate_get_token (certificate),
                                          (GEqualFunc) desk_key_token_is_same, NULL))
      g_hash_table_remove (self->verdicts, desk_key_certificate_get_serial (certificate));
  }
}

static void
take_lists (DeskKeys *self, const DeskKeyView *view)
{
  g_autoptr (GPtrArray) before = desk_key_list_dup_items (G_LIST_MODEL (self->tokens));
  g_autoptr (GPtrArray) removed
      = desk_key_list_find_missing (before, view->tokens, (GEqualFunc) desk_key_token_is_same);
  g_autoptr (GPtrArray) added
      = desk_key_list_find_missing (view->tokens, before, (GEqualFunc) desk_key_token_is_same);

  forget_verdicts (self, removed);
  desk_key_list_replace (self->tokens, view->tokens, (GEqualFunc) desk_key_token_is_equal);
  desk_key_list_replace (self->certificates, view->certificates,
                         (GEqualFunc) desk_key_certificate_is_equal);

  for (guint i = 0; i < removed->len; i++)
    g_signal_emit (self, signals[SIGNAL_TOKEN_REMOVED], 0, g_ptr_array_index (removed, i));
  for (guint i = 0; i < added->len; i++)
    g_signal_emit (self, signals[SIGNAL_TOKEN_ADDED], 0, g_ptr_array_index (added, i));
}

static void
take_state (DeskKeys *self, DeskKeyState state)
{
  gboolean is_slow = desk_key_sources_is_slow (self->sources);

  if (self->is_slow != is_slow) {
    self->is_slow = is_slow;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SLOW]);
  }
  if (self->state != state) {
    self->state = state;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  }
}

/* Tells what is known now; whoever is told may close this. */
static void
update (DeskKeys *self)
{
  g_autoptr (DeskKeys) owned = g_object_ref (self);
  g_autoptr (DeskKeyView) view = NULL;

  if (self->waits == NULL)
    return;

  view = desk_key_sources_make_view (self->sources, self->verdicts);
  g_object_freeze_notify (G_OBJECT (self));
  take_state (self, view->state);
  take_lists (self, view);
  g_object_thaw_notify (G_OBJECT (self));

  if (self->waits != NULL)
    desk_key_waits_check (self->waits, is_waited_for, answer_wait, self);
}

static void
desk_keys_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskKeys *self = DESK_KEYS (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_enum (value, (int) self->state);
    break;
  case PROP_SLOW:
    g_value_set_boolean (value, self->is_slow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_keys_finalize (GObject *object)
{
  DeskKeys *self = DESK_KEYS (object);

  g_warn_if_fail (self->waits == NULL);

  g_clear_object (&self->sources);
  g_clear_pointer (&self->verdicts, g_hash_table_unref);
  g_clear_object (&self->certificates);
  g_clear_object (&self->tokens);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (desk_keys_parent_class)->finalize (object);
}

static void
desk_keys_class_init (DeskKeysClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  static const char *const names[N_SIGNALS] = { "token-added", "token-removed" };

  object_class->get_property = desk_keys_get_property;
  object_class->finalize = desk_keys_finalize;

  properties[PROP_STATE]
      = g_param_spec_enum ("state", NULL, NULL, DESK_TYPE_KEY_STATE, DESK_KEY_STATE_READING, flags);
  properties[PROP_SLOW] = g_param_spec_boolean ("slow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], DESK_TYPE_KEYS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, DESK_TYPE_KEY_TOKEN);
}

static void
on_wait_ended (gpointer user_data)
{
  desk_keys_release (user_data);
}

static void
desk_keys_init (DeskKeys *self)
{
  self->verdicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->waits = desk_key_waits_new (on_wait_ended, self);
  self->tokens = g_list_store_new (DESK_TYPE_KEY_TOKEN);
  self->certificates = g_list_store_new (DESK_TYPE_KEY_CERTIFICATE);
}

DeskKeys *
desk_keys_new (DeskKeySettings *settings, DeskClock *clock)
{
  DeskKeys *self;

  g_return_val_if_fail (DESK_IS_KEY_SETTINGS (settings) && DESK_IS_CLOCK (clock), NULL);

  self = g_object_new (DESK_TYPE_KEYS, NULL);
  self->settings = g_object_ref (settings);
  self->sources = desk_key_sources_new (settings, clock);
  g_signal_connect_object (self->sources, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}

void
desk_keys_close (DeskKeys *self)
{
  g_return_if_fail (DESK_IS_KEYS (self));

  if (self->waits == NULL)
    return;

  desk_key_sources_close (self->sources);
  g_clear_pointer (&self->waits, desk_key_waits_free);
}

void
desk_keys_hold (DeskKeys *self)
{
  g_return_if_fail (DESK_IS_KEYS (self));

  if (self->n_holds++ == 0)
    desk_key_sources_set_polling (self->sources, TRUE);
}

void
desk_keys_release (DeskKeys *self)
{
  g_return_if_fail (DESK_IS_KEYS (self) && self->n_holds > 0);

  if (--self->n_holds == 0)
    desk_key_sources_set_polling (self->sources, FALSE);
}

DeskKeyState
desk_keys_get_state (DeskKeys *self)
{
  g_return_val_if_fail (DESK_IS_KEYS (self), DESK_KEY_STATE_READING);

  return self->state;
}

gboolean
desk_keys_get_slow (DeskKeys *self)
{
  g_return_val_if_fail (DESK_IS_KEYS (self), FALSE);

  return self->is_slow;
}

DeskKeySettings *
desk_keys_get_settings (DeskKeys *self)
{
  g_return_val_if_fail (DESK_IS_KEYS (self), NULL);

  return self->settings;
}

GListModel *
desk_keys_get_tokens (DeskKeys *self)
{
  g_return_val_if_fail (DESK_IS_KEYS (self), NULL);

  return G_LIST_MODEL (self->tokens);
}

GListModel *
desk_keys_get_certificates (DeskKeys *self)
{
  g_return_val_if_fail (DESK_IS_KEYS (self), NULL);

  return G_LIST_MODEL (self->certificates);
}

static void
start_wait (DeskKeys *self, GTask *task, const char *serial)
{
  Wait *wait = g_new0 (Wait, 1);

  wait->since = g_get_monotonic_time ();
  wait->serial = g_strdup (serial);
  g_task_set_task_data (task, wait, wait_free);
  if (self->waits == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed");
    return;
  }

  /* First the look that is waited for, then the first one that comes of holding. */
  desk_key_waits_add (self->waits, task);
  desk_key_sources_scan (self->sources, serial == NULL);
  desk_keys_hold (self);
  update (self);
}

void
desk_keys_rescan_async (DeskKeys *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_KEYS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_keys_rescan_async);

  g_hash_table_remove_all (self->verdicts);
  desk_key_settings_refresh (self->settings);
  start_wait (self, task, NULL);
}

gboolean
desk_keys_rescan_finish (DeskKeys *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
desk_keys_wait_for_token_async (DeskKeys *self,
                                const char *serial,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_KEYS (self) && serial != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_keys_wait_for_token_async);
  start_wait (self, task, serial);
}

DeskKeyToken *
desk_keys_wait_for_token_finish (DeskKeys *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The tokens labelled @label (NULL: any). */
static GPtrArray *
list_labelled (DeskKeys *self, const char *label)
{
  GPtrArray *tokens = desk_key_list_dup_items (G_LIST_MODEL (self->tokens));

  for (guint i = tokens->len; label != NULL && i-- > 0;)
    if (!g_str_equal (desk_key_token_get_label (g_ptr_array_index (tokens, i)), label))
      g_ptr_array_remove_index (tokens, i);

  return tokens;
}

DeskKeyToken *
desk_keys_find_token (DeskKeys *self, const char *label, GError **error)
{
  g_autoptr (GPtrArray) tokens = NULL;
  guint n_all;

  g_return_val_if_fail (DESK_IS_KEYS (self), NULL);

  tokens = list_labelled (self, label);
  if (tokens->len == 1)
    return g_object_ref (g_ptr_array_index (tokens, 0));

  n_all = g_list_model_get_n_items (G_LIST_MODEL (self->tokens));
  if (tokens->len > 1)
    g_set_error (error, DESK_KEY_ERROR, (int) DESK_KEY_STATE_SEVERAL_TOKENS,
                 "%u keys are plugged in", tokens->len);
  else if (n_all > 0)
    g_set_error (error, DESK_KEY_ERROR, (int) DESK_KEY_STATE_REMOVED,
                 "none of %u keys has that label", n_all);
  else
    g_set_error (error, DESK_KEY_ERROR, (int) self->state, "no key is plugged in");
  return NULL;
}

DeskKeyToken *
desk_keys_get_token (DeskKeys *self, const char *serial)
{
  GListModel *tokens;

  g_return_val_if_fail (DESK_IS_KEYS (self) && serial != NULL, NULL);

  tokens = G_LIST_MODEL (self->tokens);
  for (guint i = 0; i < g_list_model_get_n_items (tokens); i++) {
    g_autoptr (DeskKeyToken) token = g_list_model_get_item (tokens, i);

    if (g_str_equal (desk_key_token_get_serial (token), serial))
      return token;
  }

  return NULL;
}

gboolean
desk_keys_has_token (DeskKeys *self, const char *serial)
{
  return desk_keys_get_token (self, serial) != NULL;
}

DeskUkey *
desk_keys_get_ukey (DeskKeys *self, DeskKeyToken *token)
{
  g_return_val_if_fail (DESK_IS_KEYS (self) && DESK_IS_KEY_TOKEN (token), NULL);

  return desk_key_sources_get_ukey (self->sources, desk_key_token_get_module (token));
}

void
desk_keys_note_success (DeskKeys *self, DeskKeyCertificate *certificate)
{
  g_return_if_fail (DESK_IS_KEYS (self) && DESK_IS_KEY_CERTIFICATE (certificate));

  desk_key_settings_set_last (self->settings, desk_key_certificate_get_token_serial (certificate),
                              desk_key_certificate_get_serial (certificate));
  update (self);
}

void
desk_keys_note_failure (DeskKeys *self,
                        DeskKeyToken *token,
                        DeskKeyCertificate *certificate,
                        const GError *error)
{
  g_return_if_fail (DESK_IS_KEYS (self) && DESK_IS_KEY_TOKEN (token));
  g_return_if_fail (error != NULL);

  if (desk_key_error_is (error, DESK_KEY_STATE_REMOVED))
    desk_key_sources_forget_token (self->sources, desk_key_token_get_serial (token));

  if (certificate != NULL
      && (desk_key_error_is (error, DESK_KEY_STATE_REVOKED)
          || desk_key_error_is (error, DESK_KEY_STATE_UNTRUSTED)
          || desk_key_error_is (error, DESK_KEY_STATE_OTHER_ACCOUNT)))
    g_hash_table_replace (self->verdicts, g_strdup (desk_key_certificate_get_serial (certificate)),
                          GINT_TO_POINTER (error->code));

  update (self);
}
