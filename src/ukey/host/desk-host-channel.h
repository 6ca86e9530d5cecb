/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ukey-message.h"

G_BEGIN_DECLS

typedef enum {
  DESK_HOST_CHANNEL_MESSAGE,
  DESK_HOST_CHANNEL_END,    /* the client closed its side between two frames */
  DESK_HOST_CHANNEL_BROKEN, /* anything else */
} DeskHostChannelResult;

/* Waits for a frame on @fd. The bytes it came in are wiped. */
DeskHostChannelResult desk_host_channel_receive (int fd, DeskUkeyMessage **message);

/* Writes a frame to @fd; FALSE if nobody reads there any more or @message breaks the protocol. */
gboolean desk_host_channel_send (int fd, DeskUkeyMessage *message);

G_END_DECLS
