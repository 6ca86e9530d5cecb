/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-signature-report.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskContractView:
 *
 * The generated contract: its pages, what its signatures are worth, 下载 and 打印. What is saved
 * and printed is the very document that was verified.
 *
 * Properties: `pdf` (GBytes, nullable), `signatures` (GListModel of DeskSignatureReport, nullable),
 * `verdict` (DeskVerdict as int), `file-name` (suggested for 下载), `finished` (read-only: the last
 * page was in sight).
 */
#define DESK_TYPE_CONTRACT_VIEW (desk_contract_view_get_type ())

G_DECLARE_FINAL_TYPE (DeskContractView, desk_contract_view, DESK, CONTRACT_VIEW, GtkWidget)

gboolean desk_contract_view_get_finished (DeskContractView *self);

G_END_DECLS
