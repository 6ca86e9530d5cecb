/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-key-service.h"

#define TICKS_BETWEEN 4

struct _DeskKeyService {
  GObject parent_instance;

  DeskKeyState state; /* as it was answered last; READING: not yet */
  guint n_readers;    /* likewise */
  gboolean is_missed;
  gboolean is_back;     /* it was gone, and drivers do not know yet */
  gboolean is_told;     /* take_news() has told of the readers */
  guint ticks;          /* until it may be asked again */
  GCancellable *asking; /* owned, nullable: of the question that is under way */
};

enum {
  SIGNAL_ANSWERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskKeyService, desk_key_service, G_TYPE_OBJECT)

static void
desk_key_service_finalize (GObject *object)
{
  DeskKeyService *self = DESK_KEY_SERVICE (object);

  g_assert (self->asking == NULL);
  G_OBJECT_CLASS (desk_key_service_parent_class)->finalize (object);
}

static void
desk_key_service_class_init (DeskKeyServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_key_service_finalize;

  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", DESK_TYPE_KEY_SERVICE, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_key_service_init (DeskKeyService *self)
{
}

DeskKeyService *
desk_key_service_new (void)
{
  return g_object_new (DESK_TYPE_KEY_SERVICE, NULL);
}

void
desk_key_service_close (DeskKeyService *self)
{
  desk_key_service_set_missed (self, NULL);
}

static void
take_answer (DeskKeyService *self, const DeskUkeyService *answer)
{
  gboolean was_gone = desk_key_state_get_group (self->state) == DESK_KEY_GROUP_SERVICE;

  /* Who cannot be asked is not complained of: the driver's own state says more. */
  self->state = desk_key_state_get_group (answer->state) == DESK_KEY_GROUP_SERVICE
                    ? answer->state
                    : DESK_KEY_STATE_READY;
  self->n_readers = g_strv_length (answer->readers);
  self->is_back |= was_gone && self->state == DESK_KEY_STATE_READY;
}

static void
on_service_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskKeyService) self = user_data;
  g_autoptr (DeskUkeyService) answer = desk_ukey_service_finish (DESK_UKEY (source), result, NULL);

  /* It is no longer missed, or was asked anew since. */
  if (g_task_get_cancellable (G_TASK (result)) != self->asking)
    return;

  g_clear_object (&self->asking);
  if (answer == NULL)
    return;

  take_answer (self, answer);
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0);
}

static void
ask (DeskKeyService *self, DeskUkey *ukey)
{
  self->ticks = TICKS_BETWEEN;
  self->asking = g_cancellable_new ();
  desk_ukey_service_async (ukey, self->asking, on_service_ready, g_object_ref (self));
}

static void
forget (DeskKeyService *self)
{
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->state = DESK_KEY_STATE_READING;
  self->n_readers = 0;
  self->is_back = FALSE;
  self->is_told = FALSE;
  self->ticks = 0;
}

void
desk_key_service_set_missed (DeskKeyService *self, DeskUkey *ukey)
{
  self->is_missed = ukey != NULL;

  if (ukey == NULL)
    forget (self);
  else if (self->ticks == 0 && self->asking == NULL)
    ask (self, ukey);
}

void
desk_key_service_tick (DeskKeyService *self)
{
  if (self->ticks > 0)
    self->ticks--;
}

void
desk_key_service_hurry (DeskKeyService *self)
{
  self->ticks = 0;
}

DeskKeyState
desk_key_service_get_state (DeskKeyService *self)
{
  return self->is_missed ? self->state : DESK_KEY_STATE_READY;
}

gboolean
desk_key_service_is_asking (DeskKeyService *self)
{
  return self->asking != NULL;
}

gboolean
desk_key_service_take_news (DeskKeyService *self, guint n_slots)
{
  gboolean has_more = self->n_readers > n_slots && !self->is_told;
  gboolean is_news = self->is_back || has_more;

  self->is_told |= has_more;
  self->is_back = FALSE;
  return is_news;
}
