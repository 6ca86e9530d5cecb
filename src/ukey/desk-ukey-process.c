/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey-process.h"

#include "desk-key-error.h"
#include "desk-platform.h"

#define PROGRAM       "certdesk-ukey-host"
#define CHUNK_LENGTH  16384
#define GRACE_SECONDS 2

struct _DeskUkeyProcess {
  GObject parent_instance;

  const DeskUkeyProcessListener *listener; /* borrowed; NULL once closed, killed or ended */
  gpointer user_data;                      /* borrowed */
  GSubprocess *process;                    /* owned, nullable */
  GCancellable *cancellable;               /* owned; ends reading and waiting */
  gboolean greeted;                        /* it said HELLO */
  GQueue unwritten;                        /* of DeskSecret, owned; the first is being written */
  GByteArray *received;                    /* owned: bytes that are no whole frame yet */
  guint grace;                             /* source, 0: none */
  uint8_t chunk[CHUNK_LENGTH];
};

G_DEFINE_FINAL_TYPE (DeskUkeyProcess, desk_ukey_process, G_TYPE_OBJECT)

static void
desk_ukey_process_finalize (GObject *object)
{
  DeskUkeyProcess *self = DESK_UKEY_PROCESS (object);

  g_assert (self->listener == NULL && self->grace == 0);
  g_clear_object (&self->process);
  g_clear_object (&self->cancellable);
  g_byte_array_unref (self->received);
  g_queue_clear_full (&self->unwritten, (GDestroyNotify) desk_secret_unref);

  G_OBJECT_CLASS (desk_ukey_process_parent_class)->finalize (object);
}

static void
desk_ukey_process_class_init (DeskUkeyProcessClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_ukey_process_finalize;
}

static void
desk_ukey_process_init (DeskUkeyProcess *self)
{
  self->cancellable = g_cancellable_new ();
  self->received = g_byte_array_new ();
  g_queue_init (&self->unwritten);
}

/* The program where this one is installed, or where both were built. */
static char *
find_program (void)
{
  static const char *const places[]
      = { PROGRAM, "../ukey/host/" PROGRAM, "../libexec/" PROGRAM, NULL };
  const char *named = g_getenv ("CERTDESK_UKEY_HOST");
  char *beside;

  if (named != NULL)
    return g_strdup (named);

  beside = desk_platform_find_beside (places);
  return beside != NULL ? beside : g_build_filename (DESK_LIBEXECDIR, PROGRAM, NULL);
}

void
desk_ukey_process_kill (DeskUkeyProcess *self)
{
  g_return_if_fail (DESK_IS_UKEY_PROCESS (self));

  self->listener = NULL;
  g_cancellable_cancel (self->cancellable);
  g_subprocess_force_exit (self->process);
}

/* Tells the listener, which may drop the last reference but ours. */
static void
end (DeskUkeyProcess *self, DeskKeyState state, const char *reason)
{
  const DeskUkeyProcessListener *listener = self->listener;
  g_autoptr (GError) error = NULL;

  if (listener == NULL)
    return;

  error = desk_key_error_new (state, DESK_PIN_USE_NONE, PROGRAM " %s", reason);
  desk_ukey_process_kill (self);
  listener->ended (error, self->user_data);
}

/* It says what the protocol does not have, or ends when it should not. */
static void
end_misbehaving (DeskUkeyProcess *self, const char *reason)
{
  end (self, self->greeted ? DESK_KEY_STATE_MODULE_CRASHED : DESK_KEY_STATE_NO_HOST, reason);
}

static void
take_message (DeskUkeyProcess *self, DeskUkeyMessage *message)
{
  gboolean is_hello = desk_ukey_message_get_kind (message) == DESK_UKEY_KIND_HELLO;

  if (is_hello == self->greeted)
    end_misbehaving (self, "spoke out of turn");
  else if (!is_hello)
    self->listener->message (message, self->user_data);
  else if (desk_ukey_message_get_number (message, DESK_UKEY_TAG_VERSION)
           != DESK_UKEY_PROTOCOL_VERSION)
    end_misbehaving (self, "is of another version");
  else
    self->greeted = TRUE;
}

/* Takes the first whole frame; FALSE if there is none. */
static gboolean
take_frame (DeskUkeyProcess *self)
{
  g_autoptr (DeskUkeyMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  size_t length;

  if (self->listener == NULL || self->received->len < DESK_UKEY_FRAME_HEADER)
    return FALSE;

  length = desk_ukey_message_parse_header (self->received->data);
  if (length != 0 && self->received->len - DESK_UKEY_FRAME_HEADER < length)
    return FALSE;

  if (length != 0)
    message
        = desk_ukey_message_decode (self->received->data + DESK_UKEY_FRAME_HEADER, length, &error);
  if (message == NULL) {
    end_misbehaving (self, error != NULL ? error->message : "sent no frame");
    return FALSE;
  }

  g_byte_array_remove_range (self->received, 0, (guint) (DESK_UKEY_FRAME_HEADER + length));
  take_message (self, message);
  return TRUE;
}

/* One that was killed did start, however early it was. */
static void
on_gone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GSubprocess *process = G_SUBPROCESS (source);
  g_autoptr (DeskUkeyProcess) self = user_data;
  g_autofree char *reason = NULL;

  if (!g_subprocess_wait_finish (process, result, NULL))
    return;

  if (g_subprocess_get_if_signaled (process)) {
    reason = g_strdup_printf ("was ended by signal %d", g_subprocess_get_term_sig (process));
    end (self, DESK_KEY_STATE_MODULE_CRASHED, reason);
  } else {
    reason = g_strdup_printf ("ended with status %d", g_subprocess_get_exit_status (process));
    end_misbehaving (self, reason);
  }
}

static void start_reading (DeskUkeyProcess *self);

static void
on_read_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskUkeyProcess) self = user_data;
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n > 0) {
    g_byte_array_append (self->received, self->chunk, (guint) n);
    while (take_frame (self))
      ;
    if (self->listener != NULL)
      start_reading (self);
  } else if (n < 0) {
    end_misbehaving (self, error->message);
  } else {
    /* It ends by itself, and how is known in a moment; one that only closed its output is made to.
     */
    g_subprocess_force_exit (self->process);
    g_subprocess_wait_async (self->process, self->cancellable, on_gone, g_object_ref (self));
  }
}

static void
start_reading (DeskUkeyProcess *self)
{
  g_input_stream_read_async (g_subprocess_get_stdout_pipe (self->process), self->chunk,
                             sizeof self->chunk, G_PRIORITY_DEFAULT, self->cancellable,
                             on_read_ready, g_object_ref (self));
}

DeskUkeyProcess *
desk_ukey_process_start (const DeskUkeyProcessListener *listener,
                         gpointer user_data,
                         GError **error)
{
  g_autoptr (DeskUkeyProcess) self = g_object_new (DESK_TYPE_UKEY_PROCESS, NULL);
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *program = find_program ();
  g_autoptr (GError) cause = NULL;

  desk_platform_end_with_parent (launcher);
  self->process = g_subprocess_launcher_spawn (launcher, &cause, program, NULL);
  if (self->process == NULL) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_NO_HOST, "%s: %s", program, cause->message);
    return NULL;
  }

  self->listener = listener;
  self->user_data = user_data;
  desk_platform_prepare_pipe (g_subprocess_get_stdin_pipe (self->process));
  start_reading (self);
  return g_steal_pointer (&self);
}

static void start_writing (DeskUkeyProcess *self);

/* A failure is not told here: the reading end hears of it as well, and knows what came before. */
static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskUkeyProcess) self = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  desk_secret_unref (g_queue_pop_head (&self->unwritten));
  if (self->listener != NULL && !g_queue_is_empty (&self->unwritten))
    start_writing (self);
}

static void
start_writing (DeskUkeyProcess *self)
{
  DeskSecret *frame = g_queue_peek_head (&self->unwritten);

  g_output_stream_write_all_async (g_subprocess_get_stdin_pipe (self->process),
                                   desk_secret_get_data (frame), desk_secret_get_length (frame),
                                   G_PRIORITY_DEFAULT, self->cancellable, on_written,
                                   g_object_ref (self));
}

void
desk_ukey_process_send (DeskUkeyProcess *self, DeskSecret *frame)
{
  g_return_if_fail (DESK_IS_UKEY_PROCESS (self) && self->listener != NULL);

  g_queue_push_tail (&self->unwritten, desk_secret_ref (frame));
  if (g_queue_get_length (&self->unwritten) == 1)
    start_writing (self);
}

static void
on_exited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskUkeyProcess) self = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  g_clear_handle_id (&self->grace, g_source_remove);
}

static gboolean
on_grace_over (gpointer user_data)
{
  DeskUkeyProcess *self = user_data;

  self->grace = 0;
  g_subprocess_force_exit (self->process);
  return G_SOURCE_REMOVE;
}

void
desk_ukey_process_close (DeskUkeyProcess *self)
{
  g_return_if_fail (DESK_IS_UKEY_PROCESS (self));

  /* One that does not take a request is not going to see the end of them either. */
  if (!g_queue_is_empty (&self->unwritten)) {
    desk_ukey_process_kill (self);
    return;
  }

  self->listener = NULL;
  g_cancellable_cancel (self->cancellable);
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  self->grace = g_timeout_add_seconds (GRACE_SECONDS, on_grace_over, self);
  g_subprocess_wait_async (self->process, NULL, on_exited, g_object_ref (self));
}
