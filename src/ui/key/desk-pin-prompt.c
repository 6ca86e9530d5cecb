/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-pin-prompt.h"

#include "desk-error-text.h"
#include "desk-key-text.h"
#include "desk-pin-handling.h"
#include "desk-pin-words.h"

#include <glib/gi18n-lib.h>

struct _DeskPinPrompt {
  GObject parent_instance;

  DeskPinPurpose purpose;
  DeskPinDialog *dialog;      /* weak, nullable: closed */
  GtkWidget *parent;          /* weak, nullable */
  DeskKeyToken *token;        /* owned: as it was seen last */
  const char *wrong_sentence; /* static, nullable: said of a wrong PUK */

  GListModel *tokens;      /* owned, nullable: not known */
  gboolean was_there;      /* the key has been among them */
  gboolean is_waiting;     /* for the key to be plugged in again */
  DeskKeyState blocked_by; /* READY: the key takes a PIN */
  DeskPinUse pin_use;      /* while waiting: what became of the PIN */
  GHashTable *bystanders;  /* owned, nullable: serials plugged in besides when waiting began */
  gboolean is_slow;
};

enum {
  PROP_TOKENS = 1,
  PROP_SLOW,
  N_PROPS,
};

enum {
  SUBMIT,
  CANCELLED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskPinPrompt, desk_pin_prompt, G_TYPE_OBJECT)

/* The key in the lists */

static gboolean
is_ours (DeskPinPrompt *self, DeskKeyToken *token)
{
  return g_strcmp0 (desk_key_token_get_serial (self->token), desk_key_token_get_serial (token))
         == 0;
}

/* The key as it is plugged in now; caller owns it, NULL if it is not there. */
static DeskKeyToken *
find_token (DeskPinPrompt *self)
{
  for (guint i = 0; self->tokens != NULL && i < g_list_model_get_n_items (self->tokens); i++) {
    g_autoptr (DeskKeyToken) token = g_list_model_get_item (self->tokens, i);

    if (is_ours (self, token))
      return g_steal_pointer (&token);
  }

  return NULL;
}

/* A key that was plugged in since waiting began; caller owns it, nullable. */
static DeskKeyToken *
find_newcomer (DeskPinPrompt *self)
{
  for (guint i = 0; self->tokens != NULL && i < g_list_model_get_n_items (self->tokens); i++) {
    g_autoptr (DeskKeyToken) token = g_list_model_get_item (self->tokens, i);

    if (!is_ours (self, token)
        && !g_hash_table_contains (self->bystanders, desk_key_token_get_serial (token)))
      return g_steal_pointer (&token);
  }

  return NULL;
}

static void
remember_bystanders (DeskPinPrompt *self)
{
  g_clear_pointer (&self->bystanders, g_hash_table_unref);
  self->bystanders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; self->tokens != NULL && i < g_list_model_get_n_items (self->tokens); i++) {
    g_autoptr (DeskKeyToken) token = g_list_model_get_item (self->tokens, i);

    g_hash_table_add (self->bystanders, g_strdup (desk_key_token_get_serial (token)));
  }
}

/* What the window shows */

static void
show_blocked (DeskPinPrompt *self, DeskKeyState state)
{
  self->blocked_by = state;
  self->is_waiting = FALSE;
  desk_pin_dialog_show_blocked (self->dialog, state, desk_pin_handling_get_remedy (state) != NULL);
}

static void
show_waiting (DeskPinPrompt *self)
{
  g_autofree char *tail = desk_key_token_dup_serial_tail (self->token);
  g_autoptr (DeskKeyToken) newcomer = find_newcomer (self);
  g_autofree char *sentence = NULL;

  if (newcomer != NULL) {
    g_autofree char *other = desk_key_token_dup_serial_tail (newcomer);

    /* Translators: the ends of the numbers of two keys. */
    sentence = g_strdup_printf (
        _ ("The Ukey ending in %s is another one. Please plug in the Ukey ending in %s."), other,
        tail);
  } else
    /* Translators: the end of the number of a key. */
    sentence = g_strdup_printf (_ ("Please plug the Ukey ending in %s in again."), tail);

  desk_pin_dialog_show_waiting (self->dialog, sentence, desk_key_text_get_pin_use (self->pin_use));
}

static void
start_waiting (DeskPinPrompt *self, DeskPinUse pin_use)
{
  self->is_waiting = TRUE;
  self->blocked_by = DESK_KEY_STATE_READY;
  self->pin_use = pin_use;
  remember_bystanders (self);
  show_waiting (self);
}

static void
take_token (DeskPinPrompt *self, DeskKeyToken *token)
{
  g_set_object (&self->token, token);
  self->was_there = TRUE;
  desk_pin_dialog_set_token (self->dialog, token);
}

static void
go_on (DeskPinPrompt *self, const char *sentence)
{
  self->is_waiting = FALSE;
  self->blocked_by = DESK_KEY_STATE_READY;
  if (desk_pin_handling_blocks (self->purpose, desk_key_token_get_state (self->token)))
    show_blocked (self, desk_key_token_get_state (self->token));
  else
    desk_pin_dialog_show_typing (self->dialog, sentence, DESK_PIN_AT_KEY, FALSE);
}

static void
on_tokens_changed (DeskPinPrompt *self)
{
  g_autoptr (DeskKeyToken) token = find_token (self);

  /* What is under way will tell of a key that went away, and what became of the PIN. */
  if (self->dialog == NULL || desk_pin_dialog_is_working (self->dialog))
    return;

  if (token == NULL) {
    if (self->is_waiting)
      show_waiting (self);
    else if (self->was_there)
      start_waiting (self, DESK_PIN_USE_NONE);
    return;
  }

  take_token (self, token);
  if (self->is_waiting)
    go_on (self, _ ("The Ukey is there again. Please go on."));
  else if (self->blocked_by != desk_key_token_get_state (token)
           && (self->blocked_by != DESK_KEY_STATE_READY
               || desk_pin_handling_blocks (self->purpose, desk_key_token_get_state (token))))
    go_on (self, NULL);
}

static void
set_tokens (DeskPinPrompt *self, GListModel *tokens)
{
  if (self->tokens != NULL)
    g_signal_handlers_disconnect_by_func (self->tokens, on_tokens_changed, self);
  g_set_object (&self->tokens, tokens);
  if (tokens == NULL)
    return;

  g_signal_connect_swapped (tokens, "items-changed", G_CALLBACK (on_tokens_changed), self);
  self->was_there = TRUE;
  on_tokens_changed (self);
}

/* Of the window */

static void
on_submit (DeskPinPrompt *self, DeskSecret *secret, DeskSecret *new_pin)
{
  g_signal_emit (self, signals[SUBMIT], 0, secret, new_pin);
}

static void
on_act (DeskPinPrompt *self)
{
  const char *action = desk_pin_handling_get_remedy (self->blocked_by);

  if (action != NULL && self->parent != NULL)
    gtk_widget_activate_action (self->parent, action, "s", desk_key_token_get_serial (self->token));
}

static void
forget_dialog (DeskPinPrompt *self)
{
  if (self->dialog != NULL)
    g_signal_handlers_disconnect_by_data (self->dialog, self);
  g_clear_weak_pointer (&self->dialog);
}

static void
on_cancelled (DeskPinPrompt *self)
{
  forget_dialog (self);
  g_signal_emit (self, signals[CANCELLED], 0);
}

static void
desk_pin_prompt_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskPinPrompt *self = DESK_PIN_PROMPT (object);

  switch (id) {
  case PROP_TOKENS:
    g_value_set_object (value, self->tokens);
    break;
  case PROP_SLOW:
    g_value_set_boolean (value, self->is_slow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_pin_prompt_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskPinPrompt *self = DESK_PIN_PROMPT (object);

  switch (id) {
  case PROP_TOKENS:
    set_tokens (self, g_value_get_object (value));
    break;
  case PROP_SLOW:
    self->is_slow = g_value_get_boolean (value);
    if (self->dialog != NULL)
      desk_pin_dialog_set_slow (self->dialog, self->is_slow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_pin_prompt_dispose (GObject *object)
{
  DeskPinPrompt *self = DESK_PIN_PROMPT (object);

  desk_pin_prompt_close (self);
  set_tokens (self, NULL);
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->token);
  g_clear_pointer (&self->bystanders, g_hash_table_unref);

  G_OBJECT_CLASS (desk_pin_prompt_parent_class)->dispose (object);
}

static void
desk_pin_prompt_class_init (DeskPinPromptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_pin_prompt_get_property;
  object_class->set_property = desk_pin_prompt_set_property;
  object_class->dispose = desk_pin_prompt_dispose;

  properties[PROP_TOKENS] = g_param_spec_object ("tokens", NULL, NULL, G_TYPE_LIST_MODEL,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SLOW] = g_param_spec_boolean ("slow", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SUBMIT] = g_signal_new ("submit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, DESK_TYPE_SECRET, DESK_TYPE_SECRET);
  signals[CANCELLED] = g_signal_new ("cancelled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_pin_prompt_init (DeskPinPrompt *self)
{
  self->blocked_by = DESK_KEY_STATE_READY;
}

DeskPinPrompt *
desk_pin_prompt_new (GtkWidget *parent,
                     DeskPinPurpose purpose,
                     DeskKeyToken *token,
                     const char *holder,
                     const char *act)
{
  DeskPinPrompt *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (DESK_IS_KEY_TOKEN (token), NULL);

  self = g_object_new (DESK_TYPE_PIN_PROMPT, NULL);
  self->purpose = purpose;
  self->token = g_object_ref (token);
  g_set_weak_pointer (&self->parent, parent);
  g_set_weak_pointer (&self->dialog, desk_pin_dialog_new (parent, purpose, token, holder, act));
  g_signal_connect_object (self->dialog, "submit", G_CALLBACK (on_submit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->dialog, "act", G_CALLBACK (on_act), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->dialog, "cancelled", G_CALLBACK (on_cancelled), self,
                           G_CONNECT_SWAPPED);
  if (purpose == DESK_PIN_FIRST)
    self->wrong_sentence = desk_pin_words_get_admin_wrong ();
  if (desk_pin_handling_blocks (self->purpose, desk_key_token_get_state (token)))
    show_blocked (self, desk_key_token_get_state (token));
  return self;
}

DeskPinPrompt *
desk_pin_prompt_new_for (GtkWidget *parent, DeskKeyCertificate *certificate, const char *act)
{
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (certificate), NULL);

  return desk_pin_prompt_new (parent, DESK_PIN_ASK, desk_key_certificate_get_token (certificate),
                              desk_key_certificate_get_holder (certificate), act);
}

void
desk_pin_prompt_set_wrong_sentence (DeskPinPrompt *self, const char *sentence)
{
  g_return_if_fail (DESK_IS_PIN_PROMPT (self));

  self->wrong_sentence = sentence;
}

void
desk_pin_prompt_set_keys (DeskPinPrompt *self, DeskKeys *keys)
{
  g_return_if_fail (DESK_IS_PIN_PROMPT (self));
  g_return_if_fail (keys == NULL || DESK_IS_KEYS (keys));

  if (keys == NULL)
    return;

  g_object_set (self, "tokens", desk_keys_get_tokens (keys), NULL);
  g_object_bind_property (keys, "slow", self, "slow", G_BINDING_SYNC_CREATE);
}

static DeskPinProblem
check (DeskSecret *pin, DeskSecret *old_pin, gpointer user_data)
{
  return desk_pin_flow_check (user_data, pin, old_pin);
}

void
desk_pin_prompt_set_flow (DeskPinPrompt *self, DeskPinFlow *flow)
{
  g_return_if_fail (DESK_IS_PIN_PROMPT (self) && self->dialog != NULL);
  g_return_if_fail (DESK_IS_PIN_FLOW (flow));

  desk_pin_prompt_set_keys (self, desk_pin_flow_get_keys (flow));
  desk_pin_form_set_check (desk_pin_dialog_get_form (self->dialog), check, flow);
}

void
desk_pin_prompt_present (DeskPinPrompt *self)
{
  g_return_if_fail (DESK_IS_PIN_PROMPT (self));

  if (self->dialog != NULL)
    gtk_window_present (GTK_WINDOW (self->dialog));
}

DeskPinDialog *
desk_pin_prompt_get_dialog (DeskPinPrompt *self)
{
  g_return_val_if_fail (DESK_IS_PIN_PROMPT (self), NULL);

  return self->dialog;
}

/* The tries that are left stand in a line of their own. */
static char *
dup_problem (DeskPinPrompt *self, const GError *error)
{
  if (desk_key_error_is (error, DESK_KEY_STATE_PIN_LOW)
      || desk_key_error_is (error, DESK_KEY_STATE_PIN_FINAL))
    return desk_pin_words_dup_state (DESK_KEY_STATE_PIN_WRONG);
  if (desk_key_error_is (error, DESK_KEY_STATE_PUK_WRONG) && self->wrong_sentence != NULL)
    return g_strdup (self->wrong_sentence);

  return desk_error_text_dup_line (error);
}

static void
show_problem (DeskPinPrompt *self, const DeskPinHandling *handling, const GError *error)
{
  g_autofree char *line = dup_problem (self, error);
  g_autofree char *both = NULL;

  if (handling->tells_use)
    both = g_strdup_printf ("%s\n%s", line,
                            desk_key_text_get_pin_use (desk_key_error_get_pin_use (error)));
  desk_pin_dialog_show_typing (self->dialog, both != NULL ? both : line, handling->place, TRUE);
  if (desk_key_error_is (error, DESK_KEY_STATE_PIN_FINAL))
    desk_pin_dialog_set_tries (self->dialog, DESK_PIN_TRIES_FINAL);
  else if (desk_key_error_is (error, DESK_KEY_STATE_PIN_LOW))
    desk_pin_dialog_set_tries (self->dialog, DESK_PIN_TRIES_LOW);
}

gboolean
desk_pin_prompt_handles (DeskPinPrompt *self, const GError *error)
{
  const DeskPinHandling *handling = desk_pin_handling_find (error);

  g_return_val_if_fail (DESK_IS_PIN_PROMPT (self), FALSE);

  return self->dialog != NULL && handling != NULL
         && (handling->kind != DESK_PIN_HANDLING_BLOCK
             || desk_pin_handling_blocks (self->purpose, handling->state));
}

gboolean
desk_pin_prompt_answer (DeskPinPrompt *self, const GError *error)
{
  g_autoptr (DeskKeyToken) token = NULL;
  const DeskPinHandling *handling = desk_pin_handling_find (error);

  if (!desk_pin_prompt_handles (self, error)) {
    desk_pin_prompt_close (self);
    return FALSE;
  }

  token = find_token (self);
  if (token != NULL)
    take_token (self, token);
  /* A driver that is started again sees the key only after a moment. */
  if (desk_key_state_get_group (handling->state) == DESK_KEY_GROUP_MODULE)
    self->was_there = FALSE;

  if (handling->kind == DESK_PIN_HANDLING_BLOCK)
    show_blocked (self, handling->state);
  else if (token == NULL && self->tokens != NULL
           && (handling->kind == DESK_PIN_HANDLING_WAIT || self->was_there))
    start_waiting (self, desk_key_error_get_pin_use (error));
  else
    show_problem (self, handling, error);

  return TRUE;
}

gboolean
desk_pin_prompt_answer_here (DeskPinPrompt *self, const GError *error)
{
  g_autofree char *line = NULL;

  g_return_val_if_fail (DESK_IS_PIN_PROMPT (self), FALSE);

  if (error == NULL || desk_pin_prompt_handles (self, error))
    return desk_pin_prompt_answer (self, error);

  line = desk_error_text_dup_line (error);
  desk_pin_dialog_show_typing (self->dialog, line, DESK_PIN_AT_KEY, TRUE);
  return TRUE;
}

void
desk_pin_prompt_close (DeskPinPrompt *self)
{
  DeskPinDialog *dialog;

  g_return_if_fail (DESK_IS_PIN_PROMPT (self));

  dialog = self->dialog;
  forget_dialog (self);
  if (dialog != NULL)
    desk_pin_dialog_close_accepted (dialog);
}
