/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes the language from the environment and the translations from where they were installed, or
 * from CERTDESK_LOCALE_DIR. Called first thing by every program that speaks to people. */
void desk_locale_init (void);

G_END_DECLS
