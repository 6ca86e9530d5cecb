/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-certificate-facts.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskCertificateWindow:
 *
 * Everything a certificate says, to be read, copied and saved. Construct-only properties: `facts`
 * (DeskCertificateFacts), `state` (DeskKeyState: what is known of it where it comes from).
 */
#define DESK_TYPE_CERTIFICATE_WINDOW (desk_certificate_window_get_type ())

G_DECLARE_FINAL_TYPE (
    DeskCertificateWindow, desk_certificate_window, DESK, CERTIFICATE_WINDOW, AdwWindow)

/* Modal over @parent's window; show it with gtk_window_present(). */
GtkWindow *
desk_certificate_window_new (GtkWidget *parent, DeskCertificateFacts *facts, DeskKeyState state);

G_END_DECLS
