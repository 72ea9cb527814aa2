package org.lethe.validation.certificate;

/** A file that is not a certificate as it was issued; the message says why. */
public final class CertificateException extends RuntimeException {
  /** With the file and the reason in the message. */
  public CertificateException(String message) {
    super(message);
  }
}
