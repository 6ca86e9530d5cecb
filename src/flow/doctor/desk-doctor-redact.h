/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the doctor says goes to help desks, chats and tickets: nothing of it may tell who somebody
 * is. Takes out of @text (nullable) whatever of that a driver, a reader or the system may have put
 * there: the home directory becomes ~, other people's "…"; this user's name and this computer's
 * "…"; a password in a URL and the name before an @ go; of a long number or serial only the last
 * four characters stay. Never NULL; caller frees. */
char *desk_doctor_redact (const char *text);

/* "…7F3A" of "0123457F3A"; a serial of up to four characters is "…". Caller frees. */
char *desk_doctor_redact_serial (const char *serial);

G_END_DECLS
