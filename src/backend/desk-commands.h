/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The command line of certdeskd:
 *
 *   certdeskd --data-dir DIR --listen ADDRESS:PORT
 *   certdeskd outbox --data-dir DIR --phone N
 *   certdeskd ca root --data-dir DIR
 *   certdeskd ca issue --data-dir DIR --csr FILE --phone N --name NAME [--days D]
 *   certdeskd ca revoke --data-dir DIR --certificate FILE
 *   certdeskd audit verify --data-dir DIR
 *   certdeskd routes
 *   certdeskd image-worker
 *
 * Returns the exit status: 0 done, 1 failed, 2 a wrong call. */
int desk_commands_main (int argc, char **argv);

G_END_DECLS
