/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey-runner.h"

#include "desk-ukey-lookout.h"
#include "desk-ukey-process.h"

#include <string.h>

#define LOCK_WAIT_MS      5000
#define MAX_DELAY_SECONDS 30

static const guint default_timeouts[DESK_UKEY_N_TIMEOUTS] = {
  [DESK_UKEY_TIMEOUT_OPEN] = 10000,      [DESK_UKEY_TIMEOUT_SCAN] = 5000,
  [DESK_UKEY_TIMEOUT_SIGN] = 30000,      [DESK_UKEY_TIMEOUT_PROTECTED] = 90000,
  [DESK_UKEY_TIMEOUT_GENERATE] = 180000, [DESK_UKEY_TIMEOUT_OTHER] = 60000,
  [DESK_UKEY_TIMEOUT_SLOW] = 1000,
};

struct _DeskUkeyRunner {
  DeskUkeyModule *module;                 /* borrowed, nullable */
  const DeskUkeyRunnerListener *listener; /* borrowed */
  gpointer user_data;                     /* borrowed */
  guint timeouts[DESK_UKEY_N_TIMEOUTS];

  const DeskUkeyRequest *current; /* borrowed, nullable */
  DeskUkeyPhase phase;            /* of the current request */
  guint deadline;                 /* source, 0: none */
  guint slow;                     /* source, 0: none */
  DeskUkeyLookout *lookout;       /* owned, nullable */

  DeskUkeyProcess *process; /* owned, nullable */
  gboolean opened;          /* the process has loaded the module */
  gboolean opening;         /* ... is at it */
  gboolean restart;         /* another one for the next request */

  guint n_failures;     /* of the process, in a row */
  gint64 retry_at;      /* monotonic, µs */
  GError *last_failure; /* owned, nullable */
};

static gboolean
has_secret (DeskUkeyMessage *message)
{
  return desk_ukey_message_has (message, DESK_UKEY_TAG_PIN)
         || desk_ukey_message_has (message, DESK_UKEY_TAG_SO_PIN)
         || desk_ukey_message_has (message, DESK_UKEY_TAG_PUK);
}

DeskUkeyRequest *
desk_ukey_request_new (const DeskUkeyOperation *operation,
                       DeskUkeyCallFlags flags,
                       DeskUkeyMessage *message,
                       GError **error)
{
  DeskSecret *frame = desk_ukey_message_encode (message, error);
  DeskUkeyRequest *request;

  if (frame == NULL)
    return NULL;

  request = g_new0 (DeskUkeyRequest, 1);
  request->operation = operation;
  request->flags = flags;
  request->frame = frame;
  request->token_serial = g_strdup (desk_ukey_message_get_text (message, DESK_UKEY_TAG_SERIAL));
  request->protected_path = operation->uses_pin && !has_secret (message);
  return request;
}

void
desk_ukey_request_free (DeskUkeyRequest *request)
{
  desk_secret_unref (request->frame);
  g_free (request->token_serial);
  g_free (request);
}

static void
drop_process (DeskUkeyRunner *self, void (*end) (DeskUkeyProcess *process))
{
  g_autoptr (DeskUkeyProcess) process = g_steal_pointer (&self->process);

  self->opened = FALSE;
  self->opening = FALSE;
  if (process != NULL && end != NULL)
    end (process);
}

static void
stop_watching (DeskUkeyRunner *self)
{
  g_clear_handle_id (&self->deadline, g_source_remove);
  g_clear_handle_id (&self->slow, g_source_remove);
  g_clear_pointer (&self->lookout, desk_ukey_lookout_free);
}

/* Ends the current request with @answer or @error, which is taken. Nothing of @self is touched
 * afterwards: the listener may run the next one, or free it. */
static void
end_current (DeskUkeyRunner *self, DeskUkeyMessage *answer, GError *error)
{
  self->current = NULL;
  stop_watching (self);
  self->listener->done (answer, error, self->user_data);
}

static DeskPinUse
get_pin_use (DeskUkeyRunner *self)
{
  static const DeskPinUse uses[] = {
    [DESK_UKEY_PHASE_OPENING] = DESK_PIN_USE_NONE,
    [DESK_UKEY_PHASE_LOGIN] = DESK_PIN_USE_MAYBE,
    [DESK_UKEY_PHASE_WORKING] = DESK_PIN_USE_ACCEPTED,
  };

  return uses[self->phase];
}

/* The process or the module failed the current call; @error is taken. */
static void
fail_module (DeskUkeyRunner *self, GError *error)
{
  guint delay = MIN (1u << MIN (self->n_failures, 5), MAX_DELAY_SECONDS);

  self->n_failures++;
  self->retry_at = g_get_monotonic_time () + delay * G_USEC_PER_SEC;
  g_clear_error (&self->last_failure);
  self->last_failure = g_error_copy (error);

  desk_key_error_set_pin_use (error, get_pin_use (self));
  g_message ("the key driver failed: %s", desk_key_state_get_code ((DeskKeyState) error->code));
  g_debug ("the key driver failed: %s", error->message);
  end_current (self, NULL, error);
}

static void
on_deadline (gpointer user_data)
{
  DeskUkeyRunner *self = user_data;

  self->deadline = 0;
  drop_process (self, desk_ukey_process_kill);
  fail_module (self, g_error_new (DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_HANGS,
                                  "the driver did not answer in time"));
}

static void
set_deadline (DeskUkeyRunner *self, DeskUkeyTimeout timeout)
{
  g_clear_handle_id (&self->deadline, g_source_remove);
  self->deadline = g_timeout_add_once (self->timeouts[timeout], on_deadline, self);
}

static void
on_token_gone (gpointer user_data)
{
  DeskUkeyRunner *self = user_data;

  drop_process (self, desk_ukey_process_kill);
  end_current (self, NULL,
               desk_key_error_new (DESK_KEY_STATE_REMOVED, get_pin_use (self),
                                   "the key is gone, and its driver does not answer"));
}

static void
on_slow (gpointer user_data)
{
  DeskUkeyRunner *self = user_data;

  self->slow = 0;
  self->listener->slow (self->user_data);
}

static void
send_current (DeskUkeyRunner *self)
{
  const DeskUkeyRequest *request = self->current;

  set_deadline (self, request->protected_path ? DESK_UKEY_TIMEOUT_PROTECTED
                                              : request->operation->timeout);
  if (request->operation->uses_pin && request->token_serial != NULL)
    self->lookout
        = desk_ukey_lookout_new (self->module, request->token_serial,
                                 self->timeouts[DESK_UKEY_TIMEOUT_SLOW], on_token_gone, self);
  desk_ukey_process_send (self->process, request->frame);
}

static GError *
read_failure (DeskUkeyMessage *failed)
{
  g_autoptr (GEnumClass) states = g_type_class_ref (DESK_TYPE_KEY_STATE);
  const char *nick = desk_ukey_message_get_text (failed, DESK_UKEY_TAG_STATE);
  GEnumValue *state = g_enum_get_value_by_nick (states, nick);

  return desk_key_error_new (
      state != NULL ? (DeskKeyState) state->value : DESK_KEY_STATE_DRIVER,
      (DeskPinUse) desk_ukey_message_get_number (failed, DESK_UKEY_TAG_PIN_USE), "%s",
      desk_ukey_message_get_text (failed, DESK_UKEY_TAG_DETAIL));
}

static void
on_message (DeskUkeyMessage *message, gpointer user_data)
{
  DeskUkeyRunner *self = user_data;
  DeskUkeyKind kind = desk_ukey_message_get_kind (message);

  if (self->current != NULL && !self->opening && kind == DESK_UKEY_KIND_PROGRESS) {
    self->phase = (DeskUkeyPhase) desk_ukey_message_get_number (message, DESK_UKEY_TAG_PHASE);
  } else if (self->opening && kind == DESK_UKEY_KIND_OPENED) {
    self->opening = FALSE;
    self->opened = TRUE;
    send_current (self);
  } else if (self->opening && kind == DESK_UKEY_KIND_FAILED) {
    drop_process (self, desk_ukey_process_close);
    fail_module (self, read_failure (message));
  } else if (self->current != NULL && !self->opening && kind == DESK_UKEY_KIND_FAILED) {
    self->n_failures = 0;
    end_current (self, NULL, read_failure (message));
  } else if (self->current != NULL && !self->opening && kind == self->current->operation->answer) {
    self->n_failures = 0;
    end_current (self, message, NULL);
  } else {
    drop_process (self, desk_ukey_process_kill);
    if (self->current != NULL)
      fail_module (self, g_error_new (DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_CRASHED,
                                      "an answer to another question (%d)", (int) kind));
  }
}

static void
on_ended (const GError *error, gpointer user_data)
{
  DeskUkeyRunner *self = user_data;

  drop_process (self, NULL);
  if (self->current != NULL)
    fail_module (self, g_error_copy (error));
}

static const DeskUkeyProcessListener process_listener = { on_message, on_ended };

DeskSecret *
desk_ukey_encode_open (DeskUkeyModule *module, guint lock_wait_ms, GError **error)
{
  g_autoptr (DeskUkeyMessage) request = desk_ukey_message_new (DESK_UKEY_KIND_OPEN);

  desk_ukey_message_add_text (request, DESK_UKEY_TAG_PATH, desk_ukey_module_get_path (module));
  desk_ukey_message_add_text (request, DESK_UKEY_TAG_ARGUMENTS,
                              desk_ukey_module_get_arguments (module));
  desk_ukey_message_add_number (request, DESK_UKEY_TAG_LOCK_WAIT, lock_wait_ms);
  return desk_ukey_message_encode (request, error);
}

static void
open_module (DeskUkeyRunner *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskSecret) frame = desk_ukey_encode_open (self->module, LOCK_WAIT_MS, &error);

  if (frame == NULL) {
    drop_process (self, desk_ukey_process_close);
    fail_module (self, g_steal_pointer (&error));
    return;
  }

  self->opening = TRUE;
  set_deadline (self, DESK_UKEY_TIMEOUT_OPEN);
  desk_ukey_process_send (self->process, frame);
}

/* TRUE if the current call is not even tried. */
static gboolean
refuse_current (DeskUkeyRunner *self)
{
  const DeskUkeyOperation *operation = self->current->operation;

  if (operation->needs_module && self->module == NULL) {
    end_current (self, NULL,
                 g_error_new (DESK_KEY_ERROR, DESK_KEY_STATE_NO_MODULE, "there is no key driver"));
    return TRUE;
  }

  if (operation->backs_off && self->current->flags != DESK_UKEY_CALL_FRESH && self->n_failures > 0
      && self->process == NULL && g_get_monotonic_time () < self->retry_at) {
    end_current (self, NULL, g_error_copy (self->last_failure));
    return TRUE;
  }

  return FALSE;
}

void
desk_ukey_runner_run (DeskUkeyRunner *self, const DeskUkeyRequest *request)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self->current == NULL);

  self->current = request;
  self->phase = DESK_UKEY_PHASE_OPENING;
  if (refuse_current (self))
    return;

  if (self->restart || request->flags == DESK_UKEY_CALL_FRESH)
    drop_process (self, desk_ukey_process_close);
  self->restart = FALSE;

  if (self->process == NULL)
    self->process = desk_ukey_process_start (&process_listener, self, &error);
  if (self->process == NULL) {
    fail_module (self, g_steal_pointer (&error));
    return;
  }

  self->slow = g_timeout_add_once (self->timeouts[DESK_UKEY_TIMEOUT_SLOW], on_slow, self);
  if (request->operation->needs_module && !self->opened)
    open_module (self);
  else
    send_current (self);
}

void
desk_ukey_runner_restart (DeskUkeyRunner *self)
{
  self->restart = TRUE;
}

void
desk_ukey_runner_set_timeout (DeskUkeyRunner *self, DeskUkeyTimeout which, guint milliseconds)
{
  self->timeouts[which] = milliseconds;
}

DeskUkeyPhase
desk_ukey_runner_get_phase (DeskUkeyRunner *self)
{
  return self->phase;
}

DeskUkeyRunner *
desk_ukey_runner_new (DeskUkeyModule *module,
                      const DeskUkeyRunnerListener *listener,
                      gpointer user_data)
{
  DeskUkeyRunner *self = g_new0 (DeskUkeyRunner, 1);

  self->module = module;
  self->listener = listener;
  self->user_data = user_data;
  memcpy (self->timeouts, default_timeouts, sizeof self->timeouts);
  return self;
}

void
desk_ukey_runner_free (DeskUkeyRunner *self)
{
  stop_watching (self);
  drop_process (self, desk_ukey_process_close);
  g_clear_error (&self->last_failure);
  g_free (self);
}
