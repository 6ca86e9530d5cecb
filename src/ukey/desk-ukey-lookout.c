/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey-lookout.h"

#include "desk-key-error.h"
#include "desk-ukey-process.h"
#include "desk-ukey-private.h"

#define INTERVAL_MS 500

struct _DeskUkeyLookout {
  DeskUkeyModule *module; /* owned */
  char *token_serial;     /* owned */
  GSourceOnceFunc gone;
  gpointer user_data;       /* borrowed */
  DeskUkeyProcess *process; /* owned, nullable */
  guint timeout;            /* source, 0: none */
  gboolean has_seen;        /* this process saw the token */
  guint n_missed;           /* processes in a row that did not */
};

static void look (gpointer user_data);

static void
look_later (DeskUkeyLookout *self, guint delay_ms)
{
  self->timeout = g_timeout_add_once (delay_ms, look, self);
}

static void
stop_process (DeskUkeyLookout *self)
{
  if (self->process != NULL)
    desk_ukey_process_close (self->process);
  g_clear_object (&self->process);
}

static gboolean
is_initialised (DeskUkeyMessage *token)
{
  return (desk_ukey_message_get_number (token, DESK_UKEY_TAG_FLAGS) & DESK_UKEY_TOKEN_INITIALISED)
         != 0;
}

typedef enum {
  SIGHT_UNSURE,
  SIGHT_THERE,
  SIGHT_MISSING,
} Sight;

/* A slot that cannot be read may hold the very token. */
static Sight
judge (DeskUkeyLookout *self, DeskUkeyMessage *scanned)
{
  Sight sight
      = desk_ukey_message_has (scanned, DESK_UKEY_TAG_DETAIL) ? SIGHT_UNSURE : SIGHT_MISSING;

  for (guint i = 0; i < desk_ukey_message_count (scanned, DESK_UKEY_TAG_TOKEN); i++) {
    DeskUkeyMessage *token = desk_ukey_message_get_record (scanned, DESK_UKEY_TAG_TOKEN, i);

    if (is_initialised (token)
        && g_str_equal (desk_ukey_message_get_text (token, DESK_UKEY_TAG_SERIAL),
                        self->token_serial))
      return SIGHT_THERE;
    if (desk_ukey_message_get_number (token, DESK_UKEY_TAG_RECOGNISED) == 0
        || desk_ukey_message_has (token, DESK_UKEY_TAG_STATE))
      sight = SIGHT_UNSURE;
  }

  return sight;
}

/* Some modules lose sight of a token when they start while another process logs in (SoftHSM). One
 * that never saw it is therefore believed only when the next one does not see it either. */
static void
take_sight (DeskUkeyLookout *self, Sight sight)
{
  if (sight == SIGHT_THERE) {
    self->has_seen = TRUE;
    self->n_missed = 0;
  } else if (sight == SIGHT_MISSING) {
    self->n_missed++;
    if (self->has_seen || self->n_missed > 1) {
      self->gone (self->user_data);
      return;
    }
    stop_process (self);
    look (self);
    return;
  } else
    stop_process (self);

  look_later (self, INTERVAL_MS);
}

static void
ask (DeskUkeyLookout *self)
{
  g_autoptr (DeskUkeyMessage) request = desk_ukey_message_new (DESK_UKEY_KIND_SCAN);
  g_autoptr (DeskSecret) frame = NULL;

  desk_ukey_message_add_number (request, DESK_UKEY_TAG_SLOTS_ONLY, 1);
  frame = desk_ukey_message_encode (request, NULL);
  desk_ukey_process_send (self->process, frame);
}

static void
on_message (DeskUkeyMessage *message, gpointer user_data)
{
  DeskUkeyLookout *self = user_data;

  switch (desk_ukey_message_get_kind (message)) {
  case DESK_UKEY_KIND_PROGRESS:
    break;
  case DESK_UKEY_KIND_OPENED:
    ask (self);
    break;
  case DESK_UKEY_KIND_SCANNED:
    take_sight (self, judge (self, message));
    break;
  default:
    stop_process (self);
  }
}

static void
on_ended (const GError *error, gpointer user_data)
{
  DeskUkeyLookout *self = user_data;

  g_debug ("nobody looks out for the key: %s", error->message);
  g_clear_object (&self->process);
}

static const DeskUkeyProcessListener listener = { on_message, on_ended };

static void
look (gpointer user_data)
{
  DeskUkeyLookout *self = user_data;
  g_autoptr (DeskSecret) frame = NULL;
  g_autoptr (GError) error = NULL;

  self->timeout = 0;
  if (self->process != NULL) {
    ask (self);
    return;
  }

  self->has_seen = FALSE;
  frame = desk_ukey_encode_open (self->module, 0, &error);
  if (frame != NULL)
    self->process = desk_ukey_process_start (&listener, self, &error);
  if (self->process == NULL)
    g_debug ("nobody looks out for the key: %s", error->message);
  else
    desk_ukey_process_send (self->process, frame);
}

DeskUkeyLookout *
desk_ukey_lookout_new (DeskUkeyModule *module,
                       const char *token_serial,
                       guint delay_ms,
                       GSourceOnceFunc gone,
                       gpointer user_data)
{
  DeskUkeyLookout *self = g_new0 (DeskUkeyLookout, 1);

  self->module = desk_ukey_module_ref (module);
  self->token_serial = g_strdup (token_serial);
  self->gone = gone;
  self->user_data = user_data;
  look_later (self, delay_ms);
  return self;
}

void
desk_ukey_lookout_free (DeskUkeyLookout *self)
{
  stop_process (self);
  g_clear_handle_id (&self->timeout, g_source_remove);
  desk_ukey_module_unref (self->module);
  g_free (self->token_serial);
  g_free (self);
}
