/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-wizard-page.h"

G_BEGIN_DECLS

/**
 * DeskPageAttachments:
 *
 * 附件: optional pictures, and those that were uploaded before.
 */
#define DESK_TYPE_PAGE_ATTACHMENTS (desk_page_attachments_get_type ())

G_DECLARE_FINAL_TYPE (
    DeskPageAttachments, desk_page_attachments, DESK, PAGE_ATTACHMENTS, DeskWizardPage)

G_END_DECLS
