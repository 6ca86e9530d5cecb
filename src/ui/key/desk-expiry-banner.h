/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskExpiryBanner:
 *
 * A strip that says, 90 days ahead, that a plugged-in certificate is about to expire, with a way to
 * look at it. Closing it silences it about that certificate as long as the program runs.
 *
 * Properties: `certificates` (GListModel of DeskKeyCertificate, nullable), to be bound to a
 * DeskKeys.
 */
#define DESK_TYPE_EXPIRY_BANNER (desk_expiry_banner_get_type ())

G_DECLARE_FINAL_TYPE (DeskExpiryBanner, desk_expiry_banner, DESK, EXPIRY_BANNER, GtkWidget)

G_END_DECLS
