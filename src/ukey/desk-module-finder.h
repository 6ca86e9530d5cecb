/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Looks for drivers of keys on this computer: files that exist, none is opened. Three sources, and
 * this is the order of the answer, which is also the order in which drivers are preferred when two
 * of them show the same key:
 *
 * 1. drivers of the vendors whose keys are in use here, who know their key best;
 * 2. OpenSC;
 * 3. what is registered with p11-kit (*.module files), except the system's trust lists, remoting
 *    and TPMs, which are no keys to plug in.
 *
 * A file that is found twice, as a link for instance, stands at its first place only. */

/* New GPtrArray of DeskUkeyModule, possibly empty. @root (nullable) is put before every directory,
 * for tests. */
GPtrArray *desk_module_finder_find (const char *root);

G_END_DECLS
