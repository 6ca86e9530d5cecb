/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-http"

#include "desk-guard-input.h"

#include "desk-problem.h"

#include <string.h>

#define READ_SIZE (16 * 1024)
/* No request line: what the reader gets in place of a request that never came. */
#define FAREWELL "gone\r\n\r\n"

struct _DeskGuardInput {
  GInputStream parent_instance;

  GInputStream *base; /* owned; the socket's, pollable */
  DeskGuardCheck check;
  gpointer check_data; /* borrowed */
  DeskGuardEnded ended;
  gpointer ended_data; /* borrowed */

  GByteArray *buffer;    /* owned; read from @base, not handed out yet */
  gsize approved;        /* octets at the front of @buffer that may be handed out */
  gsize scanned;         /* octets of the header that were looked at */
  gint64 body_remaining; /* octets of the body still to come */
  gint64 content_length; /* octets; of the message under way */
  DeskGuardState state;
  gint64 since; /* monotonic microseconds */
};

static void desk_guard_input_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskGuardInput,
                               desk_guard_input,
                               G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      desk_guard_input_pollable_init))

static void
set_state (DeskGuardInput *self, DeskGuardState state)
{
  if (self->state == state)
    return;

  self->state = state;
  self->since = g_get_monotonic_time ();
}

/* @state: refused or gone. */
static void
end (DeskGuardInput *self, DeskGuardState state, const GError *problem)
{
  set_state (self, state);
  g_byte_array_set_size (self->buffer, 0);
  g_byte_array_append (self->buffer, (const guint8 *) FAREWELL, strlen (FAREWELL));
  self->approved = self->buffer->len;
  self->ended (problem, self->ended_data);
}

static void
take_body (DeskGuardInput *self)
{
  gsize available = self->buffer->len - self->approved;
  gsize taken = (gsize) MIN ((gint64) available, self->body_remaining);

  self->approved += taken;
  self->body_remaining -= (gint64) taken;
  set_state (self, self->body_remaining == 0 ? DESK_GUARD_ANSWER : DESK_GUARD_BODY);
}

/* Looks at what is in the buffer; FALSE if the header block in it is refused. */
static gboolean
take_header (DeskGuardInput *self, GError **error)
{
  g_auto (DeskFraming) framing = { 0 };
  const char *data = (const char *) self->buffer->data;
  gssize length;

  if (self->buffer->len == 0)
    return TRUE;

  set_state (self, DESK_GUARD_HEADER);
  length = desk_framing_find_end (data, self->buffer->len, &self->scanned, error);
  if (length == 0)
    return TRUE;
  if (length < 0 || !desk_framing_parse (data, (gsize) length, &framing, error)
      || !self->check (&framing, self->check_data, error))
    return FALSE;

  self->scanned = 0;
  self->approved = (gsize) length;
  self->content_length = framing.content_length;
  self->body_remaining = framing.content_length;
  take_body (self);
  return TRUE;
}

static void
advance (DeskGuardInput *self)
{
  g_autoptr (GError) problem = NULL;

  switch (self->state) {
  case DESK_GUARD_WAITING:
  case DESK_GUARD_HEADER:
    if (!take_header (self, &problem))
      end (self, DESK_GUARD_REFUSED, problem);
    break;
  case DESK_GUARD_BODY:
    take_body (self);
    break;
  case DESK_GUARD_ANSWER:
  case DESK_GUARD_REFUSED:
  case DESK_GUARD_GONE:
  default:
    break;
  }
}

/* Reads once from the socket. 0 at its end, -1 with @error. */
static gssize
fill (DeskGuardInput *self, gboolean blocking, GCancellable *cancellable, GError **error)
{
  guint old = self->buffer->len;
  gssize n;

  g_byte_array_set_size (self->buffer, old + READ_SIZE);
  n = g_pollable_stream_read (self->base, self->buffer->data + old, READ_SIZE, blocking,
                              cancellable, error);
  g_byte_array_set_size (self->buffer, old + (guint) MAX (n, 0));
  return n;
}

static gssize
hand_out (DeskGuardInput *self, void *buffer, gsize count)
{
  gsize n = MIN (count, self->approved);

  memcpy (buffer, self->buffer->data, n);
  g_byte_array_remove_range (self->buffer, 0, (guint) n);
  self->approved -= n;
  return (gssize) n;
}

static gboolean
awaits_request (DeskGuardInput *self)
{
  return self->state == DESK_GUARD_WAITING || self->state == DESK_GUARD_HEADER;
}

static gboolean
has_ended (DeskGuardInput *self)
{
  return self->state == DESK_GUARD_REFUSED || self->state == DESK_GUARD_GONE;
}

/* Reads on from the socket; FALSE if the reader is to be told @n and @error at once. */
static gboolean
read_on (
    DeskGuardInput *self, gboolean blocking, GCancellable *cancellable, gssize *n, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *n = fill (self, blocking, cancellable, &failure);
  if (*n > 0) {
    advance (self);
    return TRUE;
  }
  if (awaits_request (self) && !g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)
      && !g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    end (self, DESK_GUARD_GONE, NULL);
    return TRUE;
  }

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gssize
read_guarded (DeskGuardInput *self,
              void *buffer,
              gsize count,
              gboolean blocking,
              GCancellable *cancellable,
              GError **error)
{
  /* Whoever reads on after a complete message wants the next one. */
  if (self->state == DESK_GUARD_ANSWER && self->approved == 0) {
    set_state (self, DESK_GUARD_WAITING);
    advance (self);
  }

  while (self->approved == 0) {
    gssize n;

    if (has_ended (self))
      return 0;
    if (!read_on (self, blocking, cancellable, &n, error))
      return n;
  }

  return hand_out (self, buffer, count);
}

static gssize
desk_guard_input_read (
    GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  return read_guarded (DESK_GUARD_INPUT (stream), buffer, count, TRUE, cancellable, error);
}

static gboolean
desk_guard_input_is_readable (GPollableInputStream *stream)
{
  DeskGuardInput *self = DESK_GUARD_INPUT (stream);

  return self->approved > 0 || has_ended (self)
         || (self->state == DESK_GUARD_ANSWER && self->buffer->len > 0)
         || g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (self->base));
}

static gssize
desk_guard_input_read_nonblocking (GPollableInputStream *stream,
                                   void *buffer,
                                   gsize count,
                                   GError **error)
{
  return read_guarded (DESK_GUARD_INPUT (stream), buffer, count, FALSE, NULL, error);
}

static GSource *
desk_guard_input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  DeskGuardInput *self = DESK_GUARD_INPUT (stream);
  g_autoptr (GSource) child = NULL;

  /* Whoever waits for input after a complete message waits for the next one: from here on it is
   * silence, not an answer under way. */
  if (self->state == DESK_GUARD_ANSWER && self->approved == 0 && self->buffer->len == 0)
    set_state (self, DESK_GUARD_WAITING);

  if (self->approved > 0 || has_ended (self)
      || (self->state == DESK_GUARD_ANSWER && self->buffer->len > 0))
    child = g_timeout_source_new (0);
  else
    child
        = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (self->base), cancellable);

  return g_pollable_source_new_full (self, child, cancellable);
}

static void
desk_guard_input_finalize (GObject *object)
{
  DeskGuardInput *self = DESK_GUARD_INPUT (object);

  g_clear_object (&self->base);
  g_byte_array_unref (self->buffer);
  G_OBJECT_CLASS (desk_guard_input_parent_class)->finalize (object);
}

static void
desk_guard_input_class_init (DeskGuardInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_guard_input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = desk_guard_input_read;
}

static void
desk_guard_input_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = desk_guard_input_is_readable;
  iface->create_source = desk_guard_input_create_source;
  iface->read_nonblocking = desk_guard_input_read_nonblocking;
}

static void
desk_guard_input_init (DeskGuardInput *self)
{
  self->buffer = g_byte_array_new ();
  self->state = DESK_GUARD_WAITING;
  self->since = g_get_monotonic_time ();
}

DeskGuardInput *
desk_guard_input_new (GInputStream *base,
                      DeskGuardCheck check,
                      gpointer check_data,
                      DeskGuardEnded ended,
                      gpointer ended_data)
{
  DeskGuardInput *self = g_object_new (DESK_TYPE_GUARD_INPUT, NULL);

  self->base = g_object_ref (base);
  self->check = check;
  self->check_data = check_data;
  self->ended = ended;
  self->ended_data = ended_data;
  return self;
}

DeskGuardState
desk_guard_input_get_state (DeskGuardInput *self)
{
  return self->state;
}

gint64
desk_guard_input_get_since (DeskGuardInput *self)
{
  return self->since;
}

gint64
desk_guard_input_get_content_length (DeskGuardInput *self)
{
  return self->content_length;
}
