/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend-ca"

#include "desk-authority.h"

#include "desk-certificate-issue.h"
#include "desk-crl-issue.h"
#include "desk-csr.h"
#include "desk-key-pair.h"
#include "desk-platform.h"
#include "desk-x509.h"

#include <string.h>

#define DAY                  G_GINT64_CONSTANT (86400) /* seconds */
#define YEAR                 (365 * DAY + DAY / 4)
#define ONE_OFF_LIFETIME     G_GINT64_CONSTANT (3600) /* seconds */
#define ISSUING_CRL_LIFETIME (7 * DAY)
#define ROOT_CRL_LIFETIME    (190 * DAY)
#define PERSON_DAYS_MAXIMUM  1827 /* five years */

/* Where certificates say their issuer and CRL are published, until a public address is configured
 * (RFC 2606). */
#define PLACEHOLDER_URL "http://ca.certdesk.invalid"

#define COMMON_NAME_MAXIMUM  64 /* code points; RFC 5280, appendix A.1 */
#define ORGANISATION_MAXIMUM 40 /* code points; with a suffix it is a common name, too */

enum { ROOT, ISSUING, SEAL, TIMESTAMP, N_PAIRS };

/* In the order of their making: each is certified by one before it. */
typedef struct {
  const char *stem;   /* of its two files */
  const char *suffix; /* of its common name, after the organisation's */
  DeskCertificateKind kind;
  int issuer;      /* index of its issuer's row; its own for the root */
  gint64 lifetime; /* seconds */
} PairRow;

static const PairRow rows[N_PAIRS] = {
  [ROOT] = { "root", " Root CA", DESK_CERTIFICATE_ROOT, ROOT, 20 * YEAR },
  [ISSUING] = { "issuing", " Issuing CA", DESK_CERTIFICATE_ISSUING, ROOT, 10 * YEAR },
  [SEAL] = { "seal", "", DESK_CERTIFICATE_SEAL, ISSUING, 10 * YEAR },
  [TIMESTAMP]
  = { "timestamp", " Timestamp Authority", DESK_CERTIFICATE_TIMESTAMP, ISSUING, 10 * YEAR },
};

struct _DeskAuthority {
  GObject parent_instance;

  /* All set once, before the object is given away. */
  DeskClock *clock;                   /* owned */
  char *name;                         /* owned; the organisation */
  char *publication_url;              /* owned */
  DeskKeyPair pairs[N_PAIRS];         /* owned, complete */
  char *root_pem;                     /* owned */
  X509Stack *trust;                   /* owned; the root */
  X509Stack *issuers;                 /* owned; the issuing CA */
  DeskSigner *seal;                   /* owned */
  DeskTimestampAuthority *timestamps; /* owned */
};

G_DEFINE_FINAL_TYPE (DeskAuthority, desk_authority, G_TYPE_OBJECT)

G_DEFINE_QUARK (desk - authority - error - quark, desk_authority_error)

static gboolean
fail (GError **error, DeskAuthorityError code, const char *what)
{
  desk_openssl_set_error (error, DESK_AUTHORITY_ERROR, (int) code, what);
  return FALSE;
}

static gboolean
check_name (const char *name, glong maximum, GError **error)
{
  glong length;

  if (!g_utf8_validate (name, -1, NULL))
    return fail (error, DESK_AUTHORITY_ERROR_REQUEST, "a name that is not UTF-8");

  length = g_utf8_strlen (name, -1);
  if (length < 1 || length > maximum)
    return fail (error, DESK_AUTHORITY_ERROR_REQUEST, "a name of this length cannot be certified");

  for (const char *next = name; *next != '\0'; next = g_utf8_next_char (next)) {
    if (g_unichar_iscntrl (g_utf8_get_char (next)))
      return fail (error, DESK_AUTHORITY_ERROR_REQUEST, "a name with control characters");
  }

  return TRUE;
}

/* OpenSSL's configuration syntax, in which it is handed on, gives these characters a meaning. */
static gboolean
check_url (const char *url, GError **error)
{
  return ((g_str_has_prefix (url, "http://") || g_str_has_prefix (url, "https://"))
          && strpbrk (url, " \t\r\n,;@\\\"") == NULL && !g_str_has_suffix (url, "/"))
         || fail (error, DESK_AUTHORITY_ERROR_REQUEST, "not a URL certificates can point to");
}

static gboolean
certify (DeskAuthority *self, const char *directory, int index, GError **error)
{
  const PairRow *row = &rows[index];
  DeskKeyPair *pair = &self->pairs[index];
  DeskKeyPair *issuer = &self->pairs[row->issuer];
  g_autofree char *common_name = g_strconcat (self->name, row->suffix, NULL);
  DeskCertificateOrder order = {
    .kind = row->kind,
    .public_key = pair->key,
    .issuer = issuer->certificate,
    .issuer_key = issuer->key,
    .organisation = self->name,
    .common_name = common_name,
    .publication_url = self->publication_url,
    .now = desk_clock_now_seconds (self->clock),
    .lifetime = row->lifetime,
  };

  pair->certificate = desk_certificate_issue (&order, error);
  return pair->certificate != NULL
         && desk_key_pair_save_certificate (pair, directory, row->stem, error);
}

/* Was @index given up half-way? Not if something made after it is there: then its files were lost.
 */
static gboolean
is_interrupted (const char *directory, int index)
{
  for (int later = index + 1; later < N_PAIRS; later++) {
    if (desk_key_pair_exists (directory, rows[later].stem))
      return FALSE;
  }

  return TRUE;
}

static gboolean
complete (DeskAuthority *self, const char *directory, int index, GError **error)
{
  DeskKeyPair *pair = &self->pairs[index];

  if (!is_interrupted (directory, index)) {
    g_set_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_FILES,
                 "%s: the files of \"%s\" are missing", directory, rows[index].stem);
    return FALSE;
  }

  if (pair->key == NULL && !desk_key_pair_create_key (pair, directory, rows[index].stem, error))
    return FALSE;

  return certify (self, directory, index, error);
}

static gboolean
check_issued (DeskAuthority *self, int index, GError **error)
{
  X509 *certificate = self->pairs[index].certificate;
  X509 *issuer = self->pairs[rows[index].issuer].certificate;

  return (X509_check_issued (issuer, certificate) == X509_V_OK
          && X509_verify (certificate, X509_get0_pubkey (issuer)) == 1)
         || fail (error, DESK_AUTHORITY_ERROR_FILES,
                  "the certificates of the authority do not fit each other");
}

static gboolean
load (DeskAuthority *self, const char *directory, GError **error)
{
  for (int i = 0; i < N_PAIRS; i++) {
    if (!desk_key_pair_load (&self->pairs[i], directory, rows[i].stem, error))
      return FALSE;
    if (self->pairs[i].certificate == NULL && !complete (self, directory, i, error))
      return FALSE;
    if (!check_issued (self, i, error))
      return FALSE;
  }

  return TRUE;
}

static void
make_ready (DeskAuthority *self)
{
  DeskKeyPair *seal = &self->pairs[SEAL];
  DeskKeyPair *timestamp = &self->pairs[TIMESTAMP];

  self->root_pem = desk_x509_to_pem (self->pairs[ROOT].certificate);
  self->trust = desk_openssl_copy_stack (NULL);
  self->issuers = desk_openssl_copy_stack (NULL);
  X509_add_cert (self->trust, self->pairs[ROOT].certificate, X509_ADD_FLAG_UP_REF);
  X509_add_cert (self->issuers, self->pairs[ISSUING].certificate, X509_ADD_FLAG_UP_REF);

  self->seal = desk_signer_new_for_key (seal->certificate, self->issuers, seal->key);
  self->timestamps = desk_timestamp_authority_new (timestamp->certificate, self->issuers,
                                                   timestamp->key, self->clock);
  g_free (self->name);
  self->name = desk_x509_get_subject_name (seal->certificate);
}

static void
desk_authority_finalize (GObject *object)
{
  DeskAuthority *self = DESK_AUTHORITY (object);

  g_clear_pointer (&self->timestamps, desk_timestamp_authority_free);
  g_clear_pointer (&self->seal, desk_signer_unref);
  g_clear_pointer (&self->issuers, desk_x509_stack_free);
  g_clear_pointer (&self->trust, desk_x509_stack_free);
  for (int i = 0; i < N_PAIRS; i++)
    desk_key_pair_clear (&self->pairs[i]);
  g_free (self->root_pem);
  g_free (self->publication_url);
  g_free (self->name);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (desk_authority_parent_class)->finalize (object);
}

static void
desk_authority_class_init (DeskAuthorityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_authority_finalize;
}

static void
desk_authority_init (DeskAuthority *self)
{
}

DeskAuthority *
desk_authority_open_published (const char *directory,
                               const char *name,
                               const char *publication_url,
                               DeskClock *clock,
                               GError **error)
{
  g_autoptr (DeskAuthority) self = NULL;

  if (!check_name (name, ORGANISATION_MAXIMUM, error) || !check_url (publication_url, error)
      || !desk_platform_make_private_directory (directory, error))
    return NULL;

  self = g_object_new (DESK_TYPE_AUTHORITY, NULL);
  self->clock = g_object_ref (clock);
  self->name = g_strdup (name);
  self->publication_url = g_strdup (publication_url);
  if (!load (self, directory, error))
    return NULL;

  make_ready (self);
  return g_steal_pointer (&self);
}

DeskAuthority *
desk_authority_open (const char *directory, const char *name, DeskClock *clock, GError **error)
{
  return desk_authority_open_published (directory, name, PLACEHOLDER_URL, clock, error);
}

const char *
desk_authority_get_name (DeskAuthority *self)
{
  return self->name;
}

const char *
desk_authority_get_root_pem (DeskAuthority *self)
{
  return self->root_pem;
}

STACK_OF (X509) * desk_authority_get_trust (DeskAuthority *self)
{
  return self->trust;
}

STACK_OF (X509) * desk_authority_get_issuers (DeskAuthority *self)
{
  return self->issuers;
}

DeskSigner *
desk_authority_get_seal_signer (DeskAuthority *self)
{
  return self->seal;
}

DeskTimestampAuthority *
desk_authority_get_timestamp_authority (DeskAuthority *self)
{
  return self->timestamps;
}

static X509 *
issue (DeskAuthority *self, DeskCertificateOrder *order, GError **error)
{
  DeskKeyPair *issuing = &self->pairs[ISSUING];

  if (!check_name (order->common_name, COMMON_NAME_MAXIMUM, error))
    return NULL;

  order->issuer = issuing->certificate;
  order->issuer_key = issuing->key;
  order->publication_url = self->publication_url;
  order->now = desk_clock_now_seconds (self->clock);
  return desk_certificate_issue (order, error);
}

X509 *
desk_authority_issue_person (
    DeskAuthority *self, const char *request, const char *name, unsigned int days, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (X509_REQ) parsed = desk_csr_parse (request, &reason);
  DeskCertificateOrder order = {
    .kind = DESK_CERTIFICATE_PERSON,
    .common_name = name,
    .lifetime = days * DAY,
  };

  if (parsed == NULL) {
    fail (error, DESK_AUTHORITY_ERROR_REQUEST, reason->message);
    return NULL;
  }
  if (days < 1 || days > PERSON_DAYS_MAXIMUM) {
    fail (error, DESK_AUTHORITY_ERROR_REQUEST, "not one day to five years");
    return NULL;
  }

  order.public_key = X509_REQ_get0_pubkey (parsed);
  return issue (self, &order, error);
}

DeskSigner *
desk_authority_create_one_off_signer (DeskAuthority *self,
                                      const char *name,
                                      const char *order_number,
                                      GError **error)
{
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autoptr (X509) certificate = NULL;
  DeskCertificateOrder order = {
    .kind = DESK_CERTIFICATE_ONE_OFF,
    .public_key = key,
    .common_name = name,
    .serial_number = order_number,
    .lifetime = ONE_OFF_LIFETIME,
  };

  if (key == NULL) {
    fail (error, DESK_AUTHORITY_ERROR_INTERNAL, "the key cannot be made");
    return NULL;
  }

  certificate = issue (self, &order, error);
  return certificate != NULL ? desk_signer_new_for_key (certificate, self->issuers, key) : NULL;
}

X509_CRL *
desk_authority_crl (DeskAuthority *self,
                    DeskAuthorityLevel level,
                    const DeskRevocation *revocations,
                    size_t n_revocations,
                    GError **error)
{
  DeskKeyPair *pair = &self->pairs[level == DESK_AUTHORITY_ROOT ? ROOT : ISSUING];
  gint64 lifetime = level == DESK_AUTHORITY_ROOT ? ROOT_CRL_LIFETIME : ISSUING_CRL_LIFETIME;

  return desk_crl_issue (pair->certificate, pair->key, desk_clock_now (self->clock), lifetime,
                         revocations, n_revocations, error);
}
