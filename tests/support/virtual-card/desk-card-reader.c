/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card"

#include "desk-card-reader.h"

#include "desk-apdu.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gio/gio.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Every frame has its length in front, in two bytes. One of a single byte is no command. */
#define HEAD_LENGTH 2
#define FRAME_MAX   G_MAXUINT16

typedef enum {
  CONTROL_POWER_OFF = 0,
  CONTROL_POWER_ON = 1,
  CONTROL_RESET = 2,
  CONTROL_GET_ANSWER_TO_RESET = 4,
} Control;

struct _DeskCardReader {
  int socket;           /* owned */
  sigset_t old_signals; /* the mask to wait with, and to go back to */
  GByteArray *answer;   /* owned; the frame to send, with its head */
  uint8_t frame[FRAME_MAX];
};

static volatile sig_atomic_t is_pulled_out;

static void
on_signal (int number)
{
  is_pulled_out = TRUE;
}

/* The signals arrive only while nothing is under way, so that the memory is never half written. */
static void
block_signals (DeskCardReader *self)
{
  struct sigaction action = { .sa_handler = on_signal };
  sigset_t signals;

  sigaction (SIGTERM, &action, NULL);
  sigaction (SIGINT, &action, NULL);
  sigemptyset (&signals);
  sigaddset (&signals, SIGTERM);
  sigaddset (&signals, SIGINT);
  sigprocmask (SIG_BLOCK, &signals, &self->old_signals);
}

/* Waits for bytes or a signal, no longer than @timeout (nullable: for ever). Without time it only
 * lets in the signals that wait. */
static gboolean
wait_for_bytes (DeskCardReader *self, const struct timespec *timeout)
{
  struct pollfd poll_socket = { .fd = self->socket, .events = POLLIN };

  return ppoll (&poll_socket, 1, timeout, &self->old_signals) > 0 && !is_pulled_out;
}

DeskCardReader *
desk_card_reader_connect (guint16 port, GError **error)
{
  g_autoptr (DeskCardReader) self = g_new0 (DeskCardReader, 1);
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = htons (port),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  const int yes = 1;

  self->answer = g_byte_array_new ();
  block_signals (self);
  self->socket = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (self->socket < 0
      || connect (self->socket, (const struct sockaddr *) &address, sizeof address) != 0) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "no reader on port %d: %s", port,
                 g_strerror (errno));
    return NULL;
  }

  setsockopt (self->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  return g_steal_pointer (&self);
}

void
desk_card_reader_free (DeskCardReader *self)
{
  if (self->socket >= 0)
    close (self->socket);
  sigprocmask (SIG_SETMASK, &self->old_signals, NULL);
  g_byte_array_unref (self->answer);
  g_free (self);
}

/* vpcd's control frames have no answer: unless the system acknowledges each at once, the driver's
 * next frame waits for that 40 ms. The option does not last. */
static gboolean
read_bytes (DeskCardReader *self, uint8_t *bytes, size_t length)
{
  const int yes = 1;

  while (length > 0) {
    ssize_t n = wait_for_bytes (self, NULL) ? read (self->socket, bytes, length) : 0;

    if (n <= 0)
      return FALSE;
    setsockopt (self->socket, IPPROTO_TCP, TCP_QUICKACK, &yes, sizeof yes);
    bytes += n;
    length -= (size_t) n;
  }

  return TRUE;
}

/* One write a frame: two would wait for each other (Nagle). */
static gboolean
send_answer (DeskCardReader *self, guint delay_ms)
{
  const struct timespec delay
      = { .tv_sec = delay_ms / 1000, .tv_nsec = delay_ms % 1000 * 1000 * 1000L };
  guint length = self->answer->len - HEAD_LENGTH;

  self->answer->data[0] = (uint8_t) (length >> 8);
  self->answer->data[1] = (uint8_t) length;

  wait_for_bytes (self, &delay);
  return !is_pulled_out
         && send (self->socket, self->answer->data, self->answer->len, MSG_NOSIGNAL)
                == (ssize_t) self->answer->len;
}

/* Returns whether an answer is due. */
static gboolean
answer_control (DeskCardReader *self, DeskCard *card, Control control)
{
  const uint8_t *answer_to_reset;
  size_t length;

  if (control != CONTROL_GET_ANSWER_TO_RESET) {
    desk_card_reset (card);
    return FALSE;
  }

  answer_to_reset = desk_card_get_answer_to_reset (&length);
  g_byte_array_append (self->answer, answer_to_reset, (guint) length);
  return TRUE;
}

static gboolean
answer_frame (DeskCardReader *self, DeskCard *card, guint slowness_ms)
{
  uint8_t head[HEAD_LENGTH];
  guint length;

  if (!read_bytes (self, head, sizeof head))
    return FALSE;
  length = desk_apdu_get_number (head);
  if (!read_bytes (self, self->frame, length))
    return FALSE;

  g_byte_array_set_size (self->answer, HEAD_LENGTH);
  if (length == 1)
    return !answer_control (self, card, self->frame[0]) || send_answer (self, 0);

  if (!desk_card_takes_long (self->frame, length))
    slowness_ms = 0;
  if (slowness_ms > 0)
    g_print ("working\n");
  desk_card_transmit (card, self->frame, length, self->answer);
  return send_answer (self, slowness_ms);
}

void
desk_card_reader_run (DeskCardReader *self, DeskCard *card, guint slowness_ms)
{
  while (answer_frame (self, card, slowness_ms))
    continue;
}
