/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The steps of the wizard, in order. Codes are stored in drafts: append only. */
typedef enum {
  DESK_STEP_IDENTITY,    /* 身份认证 */
  DESK_STEP_CONSENT,     /* 阅读合同 */
  DESK_STEP_EVIDENCE,    /* 上传与签名 */
  DESK_STEP_CONTRACT,    /* 确认合同 */
  DESK_STEP_FORM,        /* 申请信息: certificate, seal, invoice */
  DESK_STEP_DELIVERY,    /* 领取方式 */
  DESK_STEP_ATTACHMENTS, /* 附件 */
  DESK_STEP_REVIEW,      /* 核对并提交 */
} DeskStep;

#define DESK_N_STEPS (DESK_STEP_REVIEW + 1)

typedef enum {
  DESK_SIGNING_ONE_OFF, /* the server signs with a one-off certificate after an SMS code */
  DESK_SIGNING_UKEY,    /* the applicant signs with a key */
} DeskSigningMode;

typedef enum {
  DESK_SEAL_NONE,
  DESK_SEAL_PERSONAL_NAME, /* 个人名章 */
} DeskSealKind;

#define DESK_TYPE_STEP         (desk_step_get_type ())
#define DESK_TYPE_SIGNING_MODE (desk_signing_mode_get_type ())
#define DESK_TYPE_SEAL_KIND    (desk_seal_kind_get_type ())
GType desk_step_get_type (void);
GType desk_signing_mode_get_type (void);
GType desk_seal_kind_get_type (void);

/* The step on which @field is filled in; FALSE for a path no step has. */
gboolean desk_step_from_field (const char *field, DeskStep *step);

G_END_DECLS
