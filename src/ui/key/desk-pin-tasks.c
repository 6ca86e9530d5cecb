/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-pin-tasks.h"

#include "desk-pin-change-dialog.h"
#include "desk-pin-unblock-dialog.h"

struct _DeskPinTasks {
  GObject parent_instance;

  GtkWidget *parent;           /* weak, nullable */
  DeskFlows *flows;            /* owned */
  GObject *dialog;             /* owned, nullable: what is open */
  DeskKeyToken *current;       /* owned, nullable: what it is about */
  DeskKeyToken *default_token; /* owned, nullable */
  guint offer_source;          /* idle, 0: none */
};

enum {
  PROP_DEFAULT_TOKEN = 1,
  N_PROPS,
};

enum {
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskPinTasks, desk_pin_tasks, G_TYPE_OBJECT)

static void
set_default_token (DeskPinTasks *self, DeskKeyToken *token)
{
  if (g_set_object (&self->default_token, token))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEFAULT_TOKEN]);
}

/* The key with @serial, or for "" the one in @state, or the first; caller owns it, nullable. */
static DeskKeyToken *
find_token (DeskPinTasks *self, const char *serial, DeskKeyState state)
{
  GListModel *tokens = desk_keys_get_tokens (desk_flows_get_keys (self->flows));
  g_autoptr (DeskKeyToken) first = g_list_model_get_item (tokens, 0);

  for (guint i = 0; i < g_list_model_get_n_items (tokens); i++) {
    g_autoptr (DeskKeyToken) token = g_list_model_get_item (tokens, i);

    if (*serial == '\0' ? desk_key_token_get_state (token) == state
                        : g_str_equal (desk_key_token_get_serial (token), serial))
      return g_steal_pointer (&token);
  }

  /* The banner's key is asked for where it is not plugged in. */
  if (self->default_token != NULL
      && g_str_equal (desk_key_token_get_serial (self->default_token), serial))
    return g_object_ref (self->default_token);
  return *serial == '\0' ? g_steal_pointer (&first) : NULL;
}

static void
on_closed (DeskPinTasks *self, gboolean changed)
{
  if (changed && self->default_token != NULL
      && desk_key_token_is_same (self->default_token, self->current))
    set_default_token (self, NULL);
  g_clear_object (&self->current);
  g_clear_object (&self->dialog);
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* Takes @dialog. */
static void
keep (DeskPinTasks *self, gpointer dialog, DeskKeyToken *token)
{
  self->dialog = dialog;
  g_set_object (&self->current, token);
  g_signal_connect_object (dialog, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
}

static void
open_change (DeskPinTasks *self, DeskKeyToken *token, DeskPinPurpose purpose)
{
  g_autoptr (DeskPinFlow) flow = desk_flows_new_pin (self->flows, token);

  keep (self, desk_pin_change_dialog_new (self->parent, flow, purpose), token);
}

static void
open_unblock (DeskPinTasks *self, DeskKeyToken *token)
{
  g_autoptr (DeskPinFlow) flow = desk_flows_new_pin (self->flows, token);

  keep (self, desk_pin_unblock_dialog_new (self->parent, flow), token);
}

static gboolean
on_offer_idle (gpointer user_data)
{
  DeskPinTasks *self = user_data;

  self->offer_source = 0;
  if (self->dialog == NULL && self->parent != NULL && self->default_token != NULL)
    open_change (self, self->default_token, DESK_PIN_REPLACE_DEFAULT);
  return G_SOURCE_REMOVE;
}

/* Once what the PIN was typed for is over: its window closes first. */
static void
on_default_pin (DeskPinTasks *self, DeskKeyToken *token)
{
  set_default_token (self, token);
  if (self->offer_source == 0)
    self->offer_source = g_idle_add (on_offer_idle, self);
}

/* Actions of the window */

static void
on_change_pin (GSimpleAction *action, GVariant *serial, gpointer user_data)
{
  desk_pin_tasks_change (user_data, g_variant_get_string (serial, NULL));
}

static void
on_set_pin (GSimpleAction *action, GVariant *serial, gpointer user_data)
{
  desk_pin_tasks_set_first (user_data, g_variant_get_string (serial, NULL));
}

static void
on_unblock_pin (GSimpleAction *action, GVariant *serial, gpointer user_data)
{
  desk_pin_tasks_unblock (user_data, g_variant_get_string (serial, NULL));
}

static const GActionEntry actions[] = {
  { "change-pin", on_change_pin, "s" },
  { "set-pin", on_set_pin, "s" },
  { "unblock-pin", on_unblock_pin, "s" },
};

static void
remove_actions (DeskPinTasks *self)
{
  if (!G_IS_ACTION_MAP (self->parent))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    g_action_map_remove_action (G_ACTION_MAP (self->parent), actions[i].name);
}

static void
desk_pin_tasks_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_DEFAULT_TOKEN:
    g_value_set_object (value, DESK_PIN_TASKS (object)->default_token);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_pin_tasks_dispose (GObject *object)
{
  DeskPinTasks *self = DESK_PIN_TASKS (object);

  g_clear_handle_id (&self->offer_source, g_source_remove);
  remove_actions (self);
  g_clear_object (&self->dialog);
  g_clear_object (&self->current);
  g_clear_object (&self->default_token);
  g_clear_object (&self->flows);
  g_clear_weak_pointer (&self->parent);

  G_OBJECT_CLASS (desk_pin_tasks_parent_class)->dispose (object);
}

static void
desk_pin_tasks_class_init (DeskPinTasksClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_pin_tasks_get_property;
  object_class->dispose = desk_pin_tasks_dispose;

  properties[PROP_DEFAULT_TOKEN]
      = g_param_spec_object ("default-token", NULL, NULL, DESK_TYPE_KEY_TOKEN,
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_pin_tasks_init (DeskPinTasks *self)
{
}

DeskPinTasks *
desk_pin_tasks_new (GtkWidget *parent, DeskFlows *flows)
{
  DeskPinTasks *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (DESK_IS_FLOWS (flows), NULL);

  self = g_object_new (DESK_TYPE_PIN_TASKS, NULL);
  self->flows = g_object_ref (flows);
  g_set_weak_pointer (&self->parent, parent);
  if (G_IS_ACTION_MAP (parent))
    g_action_map_add_action_entries (G_ACTION_MAP (parent), actions, G_N_ELEMENTS (actions), self);
  g_signal_connect_object (flows, "default-pin", G_CALLBACK (on_default_pin), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static gboolean
can_open (DeskPinTasks *self, DeskKeyToken *token)
{
  return token != NULL && self->dialog == NULL && self->parent != NULL;
}

gboolean
desk_pin_tasks_change (DeskPinTasks *self, const char *serial)
{
  g_autoptr (DeskKeyToken) token = NULL;
  gboolean is_default;

  g_return_val_if_fail (DESK_IS_PIN_TASKS (self), FALSE);
  g_return_val_if_fail (serial != NULL, FALSE);

  token = find_token (self, serial, DESK_KEY_STATE_PIN_MUST_CHANGE);
  if (!can_open (self, token))
    return token != NULL;

  is_default = self->default_token != NULL && desk_key_token_is_same (self->default_token, token);
  open_change (self, token, is_default ? DESK_PIN_REPLACE_DEFAULT : DESK_PIN_CHANGE);
  return TRUE;
}

gboolean
desk_pin_tasks_set_first (DeskPinTasks *self, const char *serial)
{
  g_autoptr (DeskKeyToken) token = NULL;

  g_return_val_if_fail (DESK_IS_PIN_TASKS (self), FALSE);
  g_return_val_if_fail (serial != NULL, FALSE);

  token = find_token (self, serial, DESK_KEY_STATE_PIN_FIRST);
  if (can_open (self, token))
    open_change (self, token, DESK_PIN_FIRST);
  return token != NULL;
}

gboolean
desk_pin_tasks_unblock (DeskPinTasks *self, const char *serial)
{
  g_autoptr (DeskKeyToken) token = NULL;

  g_return_val_if_fail (DESK_IS_PIN_TASKS (self), FALSE);
  g_return_val_if_fail (serial != NULL, FALSE);

  token = find_token (self, serial, DESK_KEY_STATE_PIN_LOCKED);
  if (can_open (self, token))
    open_unblock (self, token);
  return token != NULL;
}
